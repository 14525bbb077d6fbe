/** Text that is HTML already. Everything else is escaped where it is put in. */
export type Html = { readonly text: string };

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');

const htmlOf = (value: string | Html): string => (typeof value === 'string' ? escaped(value) : value.text);

/** HTML with values in it; a value that is not HTML itself is shown as it stands, and never becomes markup. */
export const html = (parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html => ({
  text: parts.map((part, at) => part + (at < values.length ? htmlOf(values[at] ?? '') : '')).join(''),
});

const joined = (all: readonly Html[]): Html => ({ text: all.map(({ text }) => text).join('\n') });

export const list = (items: readonly (string | Html)[]): Html =>
  html`<ul>${joined(items.map((item) => html`<li>${item}</li>`))}</ul>`;

/** A table with a caption; the first cell of a row is its head. */
export const table = (
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
): Html => html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${joined(head.map((name) => html`<th scope="col">${name}</th>`))}</tr></thead>
<tbody>
${joined(rows.map(([first = '', ...rest]) => html`<tr><th scope="row">${first}</th>${joined(rest.map((cell) => html`<td>${cell}</td>`))}</tr>`))}
</tbody>
</table></div>`;

export const section = (title: string, content: Html): Html => html`<section>
<h2>${title}</h2>
${content}
</section>`;
