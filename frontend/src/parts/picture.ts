// The places of a picture's states: what a move leads to stands below the state that it leaves and one step to
// the right, breadth first from today, as in the brief on paper.
import type { Picture } from "../api/document";

export type Node = Picture["nodes"][number];
export type Edge = Picture["edges"][number];

export interface Row {
  node: Node;
  layer: number;
  by: Edge | null;
  /** Moves to states that have their place elsewhere. */
  detours: Edge[];
}

const MOST_LAYERS = 6;
const MOST_NODES = 12;

export function rowsOf(picture: Picture): { rows: Row[]; missing: number } {
  const nodes = new Map<string, Node>();
  for (const node of picture.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
  const order = [...nodes.values()].sort((a, b) => Number(a.kind !== "today") - Number(b.kind !== "today"));
  const edges = picture.edges.filter((edge) => nodes.has(edge.source) && nodes.has(edge.target));
  const layers = new Map<string, number>();
  const by = new Map<string, Edge>();
  for (const root of order) {
    if (layers.has(root.id)) continue;
    layers.set(root.id, 0);
    const queue = [root.id];
    for (const place of queue)
      for (const edge of edges)
        if (edge.source === place && !layers.has(edge.target)) {
          layers.set(edge.target, layers.get(place)! + 1);
          by.set(edge.target, edge);
          queue.push(edge.target);
        }
  }
  const shown = [...layers.keys()].filter((id) => layers.get(id)! < MOST_LAYERS).slice(0, MOST_NODES);
  const taken = shown.flatMap((id) => by.get(id) ?? []);
  const rows: Row[] = [];
  const below = (id: string): void => {
    const detours = edges.filter((edge) => edge.source === id && shown.includes(edge.target) && !taken.includes(edge));
    rows.push({ node: nodes.get(id)!, layer: layers.get(id)!, by: by.get(id) ?? null, detours });
    for (const edge of taken) if (edge.source === id) below(edge.target);
  };
  for (const id of shown) if (!by.has(id)) below(id);
  return { rows, missing: nodes.size - shown.length };
}
