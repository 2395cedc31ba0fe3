// A text cut into pieces at the ends of the claims, so that each piece is marked for all claims that cover it.
// Places count code points, as the anchors do.

export interface Span {
  id: string;
  start: number;
  end: number;
}

export interface Segment {
  text: string;
  /** The claims that cover it, the shortest first. */
  ids: string[];
}

export function segmentsOf(text: string, spans: readonly Span[]): Segment[] {
  const points = Array.from(text);
  const inside = (place: number): number => Math.max(0, Math.min(place, points.length));
  const covered = spans
    .map((span) => ({ id: span.id, start: inside(span.start), end: inside(span.end) }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const cuts = [...new Set([0, points.length, ...covered.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1]!;
    const ids = covered.filter((span) => span.start <= start && end <= span.end).map((span) => span.id);
    return { text: points.slice(start, end).join(""), ids };
  });
}
