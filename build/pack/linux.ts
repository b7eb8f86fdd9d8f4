import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../root.mjs";

/** What a package for Linux would be made from. */
export interface LinuxPackage {
  /** For the program that makes it; none for an AppImage. */
  args: string[];
  /** The entry for the desktop's menus: https://specifications.freedesktop.org/desktop-entry-spec/latest. */
  entry: string;
}

const entryLines = [
  "Name=Muster",
  "Icon=muster-desktop",
  // As `desktopName` in package.json, else no system finds the entry of the window.
  "StartupWMClass=dev.muster.app",
  "MimeType=x-scheme-handler/muster;",
  "Categories=Development;",
];

/** What the packages put outside of the app's own folder. */
const placed = [
  "/usr/bin/muster",
  "/usr/share/metainfo/dev.muster.app.metainfo.xml",
  "/usr/share/applications/dev.muster.app.desktop",
  "/usr/share/icons/hicolor/512x512/apps/muster-desktop.png",
];

/** The small program in /usr/bin has to lead to where the package puts the app. */
const launcherProblems = (args: readonly string[], resources: string): string[] => {
  const source = args.find((one) => one.endsWith("=/usr/bin/muster"))?.split("=", 1)[0];
  if (!source) return [];
  const file = inRoot(source);
  const leadsTo = /exec (\S+)/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
  const app = args.find((one) => /\/=\/opt\//.test(one))?.split("=", 2)[1] ?? "";
  const isThere =
    leadsTo.startsWith(`${app}/resources/`) && existsSync(join(resources, leadsTo.slice(app.length + 10)));
  const isProgram = process.platform === "win32" || (statSync(file).mode & 0o111) !== 0;
  return [...(isThere ? [] : [`${source} leads to ${leadsTo}`]), ...(isProgram ? [] : [`${source} is no program`])];
};

/** Holds what the packages for Linux would be made from against what the desktop and the shell need. */
export const checkLinux = (packages: readonly LinuxPackage[], resources: string): string[] => {
  const made = packages.filter(({ args }) => args.length > 0);
  return [
    ...(existsSync(join(resources, "app-update.yml")) ? [] : ["the app isn't told where newer versions are"]),
    ...(packages.length === 3 && made.length === 2 ? [] : [`${packages.length} packages were made ready, not three`]),
    ...packages.flatMap(({ entry }) =>
      [...entryLines, "Exec=", "Keywords="]
        .filter((line) => !entry.includes(`\n${line}`))
        .map((line) => `an entry lacks ${line}`),
    ),
    ...made.flatMap(({ args }) => [
      ...placed
        .filter((path) => !args.some((one) => one.endsWith(`=${path}`)))
        .map((path) => `a package lacks ${path}`),
      ...launcherProblems(args, resources),
    ]),
  ];
};
