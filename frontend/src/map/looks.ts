// How parties look on the map: a colour, and besides it a line and an arrow of their own.

export const LINES = [
  { dash: [], arrow: "triangle" },
  { dash: [7, 4], arrow: "vee" },
  { dash: [2, 3], arrow: "diamond" },
  { dash: [10, 3, 2, 3], arrow: "chevron" },
  { dash: [14, 5], arrow: "circle" },
  { dash: [4, 2, 4, 6], arrow: "square" },
  { dash: [1, 5], arrow: "tee" },
  { dash: [18, 3, 3, 3], arrow: "triangle" },
] as const;

export interface Look {
  colour: string;
  dash: readonly number[];
  arrow: (typeof LINES)[number]["arrow"];
}

export interface Colours {
  ink: string;
  paper: string;
  quiet: string;
  line: string;
  accent: string;
  raised: string;
  wash: string;
}

/** Read colours as the browser resolves them, so that light and dark are the style sheet's affair. */
export function resolved(): { colours: Colours; party: (name: string) => string } {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const read = (name: string, className = ""): string => {
    probe.className = className;
    probe.style.setProperty("color", `var(--${name})`);
    return getComputedStyle(probe).color;
  };
  const names = ["ink", "paper", "quiet", "line", "accent", "raised", "wash"] as const;
  const colours = Object.fromEntries(names.map((name) => [name, read(name)])) as unknown as Colours;
  const parties = Object.fromEntries([...LINES.keys()].map((at) => [`party-${at}`, read("party", `party-${at}`)]));
  probe.remove();
  return { colours, party: (name) => parties[name] ?? colours.quiet };
}

export function lookOf(className: string, party: (name: string) => string): Look {
  const at = Number(className.split("-")[1] ?? 0) || 0;
  const line = LINES[at % LINES.length]!;
  return { colour: party(className), dash: line.dash, arrow: line.arrow };
}
