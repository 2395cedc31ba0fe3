// The map as an SVG file that stands on its own.

import type { Move, State } from "../api/map";
import type { Place } from "./layout";
import type { Colours, Look } from "./looks";

export interface Drawing {
  title: string;
  states: readonly (State & { label: string; holds: boolean })[];
  moves: readonly Move[];
  places: ReadonlyMap<string, Place>;
  look: (dm: string) => Look;
  parties: readonly { id: string; name: string }[];
  colours: Colours;
}

const RADIUS = 11;

export function svgOf(drawing: Drawing): string {
  const { places, colours } = drawing;
  const all = [...places.values()];
  const left = Math.min(...all.map((one) => one.x)) - 40;
  const top = Math.min(...all.map((one) => one.y)) - 40;
  const width = Math.max(...all.map((one) => one.x)) + 190 - left;
  const height = Math.max(...all.map((one) => one.y)) + 60 + 24 * drawing.parties.length - top;
  const shapes = [
    ...drawing.parties.map(({ id }) => marker(id, drawing.look(id).colour)),
    ...drawing.moves.flatMap((move) => edge(move, drawing)),
    ...drawing.states.flatMap((state) => node(state, drawing)),
    ...drawing.parties.flatMap(({ id, name }, at) => {
      const look = drawing.look(id);
      const y = top + height - 24 * (drawing.parties.length - at);
      return [
        `<path d="M${left + 20} ${y}h46" ${stroke(look, 2)} marker-end="url(#${escaped(id)})"/>`,
        words(left + 78, y + 4, name, colours.ink),
      ];
    }),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" font-family="system-ui, sans-serif">`,
    `<title>${escaped(drawing.title)}</title>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${colours.paper}"/>`,
    ...shapes,
    "</svg>",
    "",
  ].join("\n");
}

function marker(id: string, colour: string): string {
  return `<marker id="${escaped(id)}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 1l9 4-9 4z" fill="${colour}"/></marker>`;
}

function edge(move: Move, { places, look }: Drawing): string[] {
  const [from, to] = [places.get(move.from), places.get(move.to)];
  if (!from || !to) return [];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const bend = 14;
  const start = [from.x + ux * RADIUS, from.y + uy * RADIUS];
  const end = [to.x - ux * (RADIUS + 2), to.y - uy * (RADIUS + 2)];
  const middle = [(from.x + to.x) / 2 - uy * bend, (from.y + to.y) / 2 + ux * bend];
  const path = `M${fixed(start)}Q${fixed(middle)} ${fixed(end)}`;
  return [`<path d="${path}" fill="none" ${stroke(look(move.dm), move.improves ? 2 : 1)} opacity="${move.improves ? 1 : 0.5}" marker-end="url(#${escaped(move.dm)})"/>`];
}

function node(state: Drawing["states"][number], { places, colours }: Drawing): string[] {
  const at = places.get(state.id);
  if (!at) return [];
  const shape = (radius: number, width: number): string =>
    `<circle cx="${at.x}" cy="${at.y}" r="${radius}" fill="${colours.raised}" stroke="${colours.ink}" stroke-width="${width}"/>`;
  return [
    shape(RADIUS, state.holds ? 3.5 : 1.2),
    ...(state.status_quo ? [shape(RADIUS - 4, 1.2)] : []),
    words(at.x + RADIUS + 5, at.y + 4, state.label, colours.ink),
  ];
}

function words(x: number, y: number, text: string, colour: string): string {
  return `<text x="${x}" y="${y}" font-size="12" fill="${colour}">${escaped(text)}</text>`;
}

function stroke(look: Look, width: number): string {
  return `stroke="${look.colour}" stroke-width="${width}"${look.dash.length ? ` stroke-dasharray="${look.dash.join(" ")}"` : ""}`;
}

function fixed(point: readonly (number | undefined)[]): string {
  return point.map((one) => (one ?? 0).toFixed(1)).join(" ");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
