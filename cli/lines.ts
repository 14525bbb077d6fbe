import { isNode, LineCounter, parseDocument } from 'yaml';

/** Finds the line of a path in a template, JSON or YAML: of the nearest part above, where the path is computed. */
export const lineFinder = (text: string): ((path: string) => number) => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  return (path) => {
    const steps = path.split('/');
    while (steps.length > 0) {
      const node = document.getIn(steps, true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
      steps.pop();
    }
    return 1;
  };
};
