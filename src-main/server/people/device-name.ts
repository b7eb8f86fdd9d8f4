// What browsers say of themselves: most claim to be others too, so the first that fits counts.
const browsers: [RegExp, string][] = [
  [/Electron\//, "Muster"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\/|OPiOS\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Vivaldi\//, "Vivaldi"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
  [/^curl\//, "curl"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux|X11/, "Linux"],
];

const nameIn = (known: readonly [RegExp, string][], text: string) => known.find(([pattern]) => pattern.test(text))?.[1];

/** A short name for a browser by its `User-Agent`, in words of ours only: `Firefox on Linux`. */
export const deviceNameOf = (userAgent: string | undefined): string => {
  const text = (userAgent ?? "").slice(0, 500);
  const browser = nameIn(browsers, text) ?? "Browser";
  const system = nameIn(systems, text);
  return system === undefined ? browser : `${browser} on ${system}`;
};
