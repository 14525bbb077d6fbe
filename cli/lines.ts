import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** The parts of a node by name or index. Names of a long map are looked up many times, and so once. */
const partsOf = (node: Node): ReadonlyMap<string, unknown> => {
  if (isSeq(node)) return new Map(node.items.map((item, index) => [`${index}`, item]));
  if (!isMap(node)) return new Map();
  return new Map(
    node.items.map(({ key, value }) => [isScalar(key) ? (key.source ?? String(key.value)) : '', value]),
  );
};

/** Finds the line of a path in a template, JSON or YAML: of the nearest part above, where the path is computed. */
export const lineFinder = (text: string): ((path: string) => number) => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  const known = new Map<Node, ReadonlyMap<string, unknown>>();
  const below = (node: Node, step: string): unknown => {
    const parts = known.get(node) ?? partsOf(node);
    known.set(node, parts);
    return parts.get(step);
  };
  return (path) => {
    let node: unknown = document.contents;
    let line = 1;
    for (const step of path.split('/')) {
      if (!isNode(node)) break;
      node = below(node, step);
      if (isNode(node) && node.range) line = counter.linePos(node.range[0]).line;
    }
    return line;
  };
};
