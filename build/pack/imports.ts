import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { init, parse } from "es-module-lexer";

const builtIn = new Set([...builtinModules, "electron"]);

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** What a file of a bundle imports, and resolves by `createRequire`, where the bundler left it as it is. */
const specifiersIn = (text: string): string[] => {
  const imported = parse(text)[0].flatMap(({ n }) => (n === undefined ? [] : [n]));
  const required = [...text.matchAll(/\brequire(?:\.resolve|\$?\d*)?\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(
    (match) => match[1] ?? "",
  );
  const resolved = [...text.matchAll(/createRequire\([^)]*\)(?:\.resolve)?\(\s*["'`]([^"'`]+)["'`]/g)].map(
    (match) => match[1] ?? "",
  );
  return [...imported, ...required, ...resolved];
};

/** The packages that these built files import, with all that they load of the build. */
export const importedPackages = async (entries: readonly string[]): Promise<Set<string>> => {
  await init;
  const packages = new Set<string>();
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const specifier of specifiersIn(readFileSync(file, "utf8"))) {
      if (specifier.startsWith(".")) follow(join(dirname(file), specifier));
      else if (!specifier.startsWith("node:") && !builtIn.has(packageOf(specifier))) packages.add(packageOf(specifier));
    }
  };
  for (const entry of entries) follow(entry);
  return packages;
};
