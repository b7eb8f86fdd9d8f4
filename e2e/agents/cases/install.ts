import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { ensure } from "../expect.ts";
import type { Place } from "../place.ts";
import type { Case } from "./case.ts";

/** Every file below a folder by its path, with a digest of its bytes; Muster's own folder left out. */
const snapshot = async ({ home }: Place): Promise<Map<string, string>> => {
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(home, path).startsWith(join(".config", "muster")));
  const digest = async (path: string) =>
    [
      relative(home, path),
      createHash("sha256")
        .update(await readFile(path))
        .digest("hex"),
    ] as const;
  return new Map(await Promise.all(files.toSorted().map(digest)));
};

const differences = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));

export const uninstalls: Case = {
  name: "install writes, a second install changes nothing, uninstall leaves every file byte for byte as it was",
  fits: () => true,
  async run({ place, program, muster }) {
    const before = await snapshot(place);
    const installed = await muster("install", program.kind, "--yes");
    ensure(installed.code === 0, () => `install ended with ${installed.code}: ${installed.stdout}${installed.stderr}`);
    const between = await snapshot(place);
    ensure(differences(before, between).length > 0, "install wrote nothing");
    const again = await muster("install", program.kind, "--yes");
    ensure(again.code === 0, () => `the second install ended with ${again.code}: ${again.stdout}${again.stderr}`);
    const changed = differences(between, await snapshot(place));
    ensure(changed.length === 0, `the second install changed ${changed.join(", ")}`);
    const removed = await muster("uninstall", program.kind, "--yes");
    ensure(removed.code === 0, () => `uninstall ended with ${removed.code}: ${removed.stdout}${removed.stderr}`);
    const left = differences(before, await snapshot(place));
    ensure(left.length === 0, `these differ: ${left.join(", ")}`);
  },
};

/** Run first, so that the cases after it find it installed. */
export const installs: Case = {
  name: "muster install --yes",
  fits: () => true,
  async run({ program, muster }) {
    const installed = await muster("install", program.kind, "--yes");
    ensure(installed.code === 0, () => `it ended with ${installed.code}: ${installed.stdout}${installed.stderr}`);
  },
};

/** The files outside Muster's own folder that an installation wrote into, by its own record. */
const recordedFiles = async ({ home }: Place): Promise<string[]> => {
  const own = join(home, ".config", "muster");
  const record = JSON.parse(await readFile(join(own, "installed.json"), "utf8")) as { files: { path: string }[] };
  return record.files.map(({ path }) => path).filter((path) => relative(own, path).startsWith(".."));
};

export const isHealthy: Case = {
  name: "muster doctor finds nothing bad once it is in use, and sees its test event back from the hub",
  fits: () => true,
  async run({ program, muster }) {
    const { code, stdout, stderr } = await muster("doctor", program.kind);
    ensure(code === 0, () => `it ended with ${code}: ${stdout}${stderr}`);
  },
};

export const uninstallsAfterUse: Case = {
  name: "uninstall after use leaves nothing of Muster in the agent's files",
  fits: () => true,
  async run({ place, program, muster }) {
    const files = await recordedFiles(place);
    ensure(files.length > 0, "the record of the installation is empty");
    const removed = await muster("uninstall", program.kind, "--yes");
    ensure(removed.code === 0, () => `it ended with ${removed.code}: ${removed.stdout}${removed.stderr}`);
    for (const path of files) {
      const text = await readFile(path, "utf8").catch(() => "");
      const left = /.*(muster\.cjs|muster-hook|[."]muster["\]]).*/.exec(text);
      ensure(left === null, `${path} still has: ${left?.[0]}`);
    }
  },
};
