// Where one is, as the hash of the address: #/view?key=value. Every view can be linked to and gone back to.

export const VIEWS = [
  { id: "standoff", name: "Standoff" },
  { id: "what-if", name: "What if" },
  { id: "evidence", name: "Evidence" },
  { id: "map", name: "Map" },
  { id: "time", name: "Over time" },
] as const;

export type View = (typeof VIEWS)[number]["id"];

export interface Route {
  view: View;
  query: Readonly<Record<string, string>>;
}

export function parsed(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const view = VIEWS.find((one) => one.id === path)?.id ?? "standoff";
  return { view, query: Object.fromEntries(new URLSearchParams(search)) };
}

type Query = Record<string, string | null | undefined>;

export function link(view: View, query: Query = {}): string {
  const asked = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  return `#/${view}${asked.length ? `?${new URLSearchParams(asked)}` : ""}`;
}
