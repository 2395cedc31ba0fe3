// Light, dark, or as the system has it; kept for the next visit where the browser allows that.

export type Theme = "system" | "light" | "dark";
const KEY = "detente-theme";

class Choice {
  theme = $state<Theme>(kept());

  set(theme: Theme): void {
    this.theme = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A browser that keeps nothing still shows the theme now.
    }
    this.show();
  }

  show(): void {
    if (this.theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }

  get dark(): boolean {
    if (this.theme === "system") return matchMedia("(prefers-color-scheme: dark)").matches;
    return this.theme === "dark";
  }
}

function kept(): Theme {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}

export const choice = new Choice();
