import { type Look, lookStore } from "../state/look.ts";

const darkQuery = "(prefers-color-scheme: dark)";

const apply = ({ theme }: Look) => {
  const isDark = theme === "dark" || (theme === "system" && matchMedia(darkQuery).matches);
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", isDark ? "#12161b" : "#ffffff");
};

/** Sets the theme now, and again whenever the choice or the system's theme changes. */
export const startTheme = (): void => {
  apply(lookStore.getState());
  lookStore.subscribe(apply);
  matchMedia(darkQuery).addEventListener("change", () => apply(lookStore.getState()));
};
