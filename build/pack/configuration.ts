import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Configuration } from "electron-builder";
import { parse } from "plist";
import { inRoot, root } from "../root.mjs";
import { settingsFor } from "./repository.ts";
import { signingSettings } from "./signing.ts";

type Config = typeof import("app-builder-lib/out/util/config/config.js");
const require = createRequire(import.meta.url);
// The packager's own way in to its schema; nothing of it is at hand from outside.
const { getConfig, validateConfiguration } = require("app-builder-lib/out/util/config/config.js") as Config;
const { DebugLogger, log } = require("builder-util") as typeof import("builder-util");
// It tells of each file that it reads, and has no switch for that.
Object.assign(log, { stream: { write: () => undefined } });

/** Reads electron-builder.yml as the packager does, with the settings that a build adds. */
export const readConfiguration = (added: object, file = "electron-builder.yml"): Promise<Configuration> =>
  getConfig(root, file, structuredClone(added));

/** What a build adds, in each of the ways in which it can. */
const variants = () => [
  settingsFor(null),
  { ...settingsFor({ owner: "owner", repo: "name" }), ...signingSettings({}) },
  signingSettings({ CSC_LINK: "x", APPLE_API_KEY: "x", APPLE_API_KEY_ID: "x", APPLE_API_ISSUER: "x" }),
];

/** What is wrong with a configuration by the packager's own schema; empty when nothing is. */
export const schemaProblems = async (configuration: object): Promise<string[]> => {
  try {
    await validateConfiguration(structuredClone(configuration), new DebugLogger(false));
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
};

const wanted = {
  linux: ["AppImage", "deb", "rpm"],
  mac: ["dmg x64 arm64", "zip x64 arm64"],
  win: ["nsis x64 arm64", "portable x64 arm64"],
} as const;

const targetNames = (targets: unknown): string[] =>
  [targets].flat().map((target) => {
    if (typeof target === "string") return target;
    const { target: name, arch } = target as { target: string; arch?: string | string[] };
    return [name, ...[arch ?? []].flat()].join(" ");
  });

/** Targets that are missing, and files that the configuration names and nobody has. */
export const contentProblems = (configuration: Configuration): string[] => {
  const { linux, mac, win, nsis, deb, rpm, protocols } = configuration;
  const missing = (Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((system) => {
    const has = targetNames(configuration[system]?.target);
    return wanted[system].filter((name) => !has.includes(name)).map((name) => `${system} has no target ${name}`);
  });
  const fromFpm = [...(deb?.fpm ?? []), ...(rpm?.fpm ?? [])].filter((one) => !one.startsWith("-"));
  const files = [linux?.icon, mac?.icon, win?.icon, mac?.entitlements, mac?.entitlementsInherit, nsis?.include].concat(
    fromFpm.map((one) => one.split("=", 1)[0]),
  );
  const absent = files.filter((file) => typeof file !== "string" || !existsSync(inRoot(file)));
  const schemes = [protocols ?? []].flat().flatMap((one) => one.schemes);
  return [
    ...missing,
    ...absent.map((file) => `there is no ${String(file)}`),
    ...(schemes.includes("muster") ? [] : ["the links muster:// are not the app's"]),
    ...(mac?.hardenedRuntime ? [] : ["macOS' hardened runtime is off"]),
  ];
};

/** A Mac's program may do what is listed here beyond the hardened runtime; each one more is a hole. */
const allowedEntitlements = ["com.apple.security.cs.allow-jit"];

export const entitlementProblems = (file: string): string[] => {
  const entitlements = Object.keys(parse(readFileSync(file, "utf8")) as object);
  return [
    ...entitlements.filter((name) => !allowedEntitlements.includes(name)).map((name) => `${name} is more than needed`),
    ...allowedEntitlements.filter((name) => !entitlements.includes(name)).map((name) => `${name} is missing`),
  ];
};

/** Holds the whole configuration against the packager's schema and what the packages have to be. */
export const checkConfiguration = async (): Promise<string[]> => {
  const all = await Promise.all(variants().map((added) => readConfiguration(added)));
  const ofSchema = await Promise.all(all.map(schemaProblems));
  const plain = await readConfiguration({});
  return [
    ...new Set([
      ...ofSchema.flat(),
      ...contentProblems(plain),
      ...entitlementProblems(inRoot(String(plain.mac?.entitlements))),
    ]),
  ];
};
