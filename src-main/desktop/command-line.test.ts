import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CommandLineOptions, createCommandLine } from "./command-line.ts";

const launchers = join(import.meta.dirname, "../../cli/launch");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "muster-path-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (path: string, text: string) => {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text, { mode: 0o755 });
};

/** An installed app in the folder; `app` is where it lies in it. */
const install = (app = "opt/Muster", version = "1.0.0") => {
  const inside = join(folder, app, "resources/app.asar/out/cli");
  const outside = join(folder, app, "resources/app.asar.unpacked/out/cli");
  mkdirSync(outside, { recursive: true });
  cpSync(launchers, outside, { recursive: true });
  program(join(outside, "muster.cjs"), `console.log("Muster ${version}", ...process.argv.slice(2));`);
  return { inside, outside };
};

const bin = () => join(folder, "home/.local/bin");
const own = () => join(bin(), "muster");

const commandLine = (toolsDir: string, others: Partial<CommandLineOptions> = {}) =>
  createCommandLine({
    toolsDir,
    home: join(folder, "data"),
    version: "1.0.0",
    env: { PATH: `${bin()}:${join(folder, "usr/bin")}` },
    platform: "linux",
    personal: join(folder, "home"),
    askShell: () => Promise.resolve(""),
    ...others,
  });

const run = (path: string, ...args: string[]) => execFileSync(path, args, { encoding: "utf8" });

describe.skipIf(process.platform === "win32")("the command line on the PATH", () => {
  test("it is offered, put there on request, and runs from there", async () => {
    const { inside } = install();
    const line = commandLine(inside);
    expect(await line.state()).toEqual({ state: "offered", path: own(), problem: null });
    expect(await line.put(true)).toEqual({ state: "on-path", path: own(), problem: null });
    expect(run(own(), "post", "two words")).toBe("Muster 1.0.0 post two words\n");
  });

  test("putting it there twice changes nothing, and taking it off leaves nothing", async () => {
    const line = commandLine(install().inside);
    await line.put(true);
    const target = readlinkSync(own());
    expect(await line.put(true)).toMatchObject({ state: "on-path" });
    expect(readlinkSync(own())).toBe(target);
    expect(await line.put(false)).toEqual({ state: "offered", path: own(), problem: null });
    expect(existsSync(own())).toBe(false);
    expect(await line.put(false)).toMatchObject({ state: "offered" });
  });

  test("another program of that name is said, and never written over or taken away", async () => {
    program(own(), "#!/bin/sh\necho another\n");
    const line = commandLine(install().inside);
    expect(await line.state()).toMatchObject({ state: "other", path: own() });
    expect(await line.put(true)).toMatchObject({ state: "other" });
    await line.put(false);
    await line.keepCurrent();
    expect(run(own())).toBe("another\n");
  });

  test("another's file where no shell looks is left as it is too", async () => {
    program(own(), "#!/bin/sh\necho another\n");
    const line = commandLine(install().inside, { env: { PATH: join(folder, "usr/bin") } });
    expect(await line.put(true)).toMatchObject({ state: "other", path: own() });
    expect(run(own())).toBe("another\n");
  });

  test("a link of another's to a file that is gone is not Muster's", async () => {
    mkdirSync(bin(), { recursive: true });
    symlinkSync("/nowhere/muster", own());
    expect(await commandLine(install().inside).put(true)).toMatchObject({ state: "other" });
    expect(readlinkSync(own())).toBe("/nowhere/muster");
  });

  test("what the system's package put on the PATH counts, and goes only with the package", async () => {
    const { inside, outside } = install();
    mkdirSync(join(folder, "usr/bin"), { recursive: true });
    symlinkSync(join(outside, "muster"), join(folder, "usr/bin/muster"));
    const line = commandLine(inside);
    const path = join(folder, "usr/bin/muster");
    expect(await line.state()).toEqual({ state: "on-path", path, problem: null });
    expect(await line.put(true)).toEqual({ state: "on-path", path, problem: null });
    expect(existsSync(own())).toBe(false);
    expect(await line.put(false)).toMatchObject({ state: "on-path", problem: expect.stringContaining("package") });
  });

  test("where the shell doesn't look into that folder, it says which line to add", async () => {
    const line = commandLine(install().inside, { env: { PATH: "/usr/nothing" } });
    const put = await line.put(true);
    expect(put).toMatchObject({ state: "offered", path: own() });
    expect(put.problem).toContain('export PATH="$HOME/.local/bin:$PATH"');
  });

  test("a folder that only the person's shell has on its PATH counts", async () => {
    let asked = 0;
    const askShell = () => {
      asked += 1;
      return Promise.resolve(`/usr/nothing:${bin()}`);
    };
    const line = commandLine(install().inside, { env: { PATH: "/usr/nothing" }, askShell });
    await line.state();
    expect(asked).toBe(0);
    expect(await line.put(true)).toMatchObject({ state: "on-path", path: own() });
    expect(await line.state()).toMatchObject({ state: "on-path" });
    expect(asked).toBe(1);
  });

  test("after the app was moved, the next start mends what leads to the old place", async () => {
    const first = install("Downloads/Muster");
    await commandLine(first.inside).put(true);
    rmSync(join(folder, "Downloads"), { recursive: true });
    const second = install("Applications/Muster", "2.0.0");
    await commandLine(second.inside, { version: "2.0.0" }).keepCurrent();
    expect(run(own())).toBe("Muster 2.0.0\n");
  });

  test("an app in an image leaves a copy beside the data, renews it with its version, and takes it off again", async () => {
    const env = { PATH: bin(), APPIMAGE: "/home/ada/Muster.AppImage" };
    const mounted = install("tmp/.mount_1");
    await commandLine(mounted.inside, { env }).put(true);
    rmSync(join(folder, "tmp"), { recursive: true });
    expect(run(own())).toBe("Muster 1.0.0\n");
    const newer = commandLine(install("tmp/.mount_2", "2.0.0").inside, { env, version: "2.0.0" });
    await newer.keepCurrent();
    expect(run(own())).toBe("Muster 2.0.0\n");
    await newer.put(false);
    expect(existsSync(join(folder, "data/command-line"))).toBe(false);
  });

  test("nothing is put on the PATH at a start when nobody asked for it", async () => {
    await commandLine(install().inside).keepCurrent();
    expect(existsSync(own())).toBe(false);
  });

  test("an app that macOS runs from a passing place, or that lacks the files, can't offer it", async () => {
    const passing = commandLine(install("private/AppTranslocation/1/Muster").inside, { platform: "darwin" });
    expect(await passing.put(true)).toMatchObject({
      state: "unavailable",
      problem: expect.stringContaining("Applications"),
    });
    const bare = commandLine(join(folder, "nothing/out/cli"));
    expect(await bare.state()).toMatchObject({ state: "unavailable", path: null });
    expect(existsSync(own())).toBe(false);
  });

  test("a folder that can't be written is told in words", async () => {
    writeFileSync(join(folder, "home"), "a file where the folder should be");
    const said = await commandLine(install().inside).put(true);
    expect(said).toMatchObject({ state: "offered", problem: expect.stringContaining(bin()) });
  });

  test("on Windows a command file leads to it, and only Muster's own is taken away", async () => {
    const { inside, outside } = install();
    const env = { PATH: "/nothing", LOCALAPPDATA: join(folder, "Local") };
    const line = commandLine(inside, { env, platform: "win32" });
    await line.put(true);
    const path = join(folder, "Local/Microsoft/WindowsApps/muster.cmd");
    expect(readFileSync(path, "utf8")).toContain(`"${join(outside, "muster.cmd")}" %*`);
    await line.put(false);
    expect(existsSync(path)).toBe(false);
    program(path, "@echo another");
    await line.put(true);
    await line.put(false);
    expect(readFileSync(path, "utf8")).toBe("@echo another");
  });
});

/** A folder with nothing but what the launcher itself needs, and a Node that says this version. */
const shellWith = (version: string | null) => {
  const tools = join(folder, "tools");
  for (const name of ["sh", "dirname", "readlink", "cat"]) {
    const real = execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    mkdirSync(tools, { recursive: true });
    symlinkSync(real, join(tools, name));
  }
  if (version) program(join(tools, "node"), `#!/bin/sh\n[ "$1" = --version ] && echo ${version} || echo node "$@"\n`);
  return { PATH: tools };
};

const start = (env: Record<string, string>) => {
  const { outside } = install();
  program(join(outside, "skill/muster.sh"), 'echo script "$@"\n');
  return execFileSync(join(outside, "muster"), ["post", "a b"], { encoding: "utf8", env }).trim();
};

describe.skipIf(process.platform === "win32")("what a shell starts as muster", () => {
  test("Node runs it where it is new enough", () => {
    expect(start(shellWith("v20.1.0"))).toMatch(/^node .*muster\.cjs post a b$/);
  });

  test.skipIf(existsSync("/usr/local/bin/node") || existsSync("/opt/homebrew/bin/node")).each(["v18.20.4", null])(
    "with Node %s the shell script takes its place",
    (version) => {
      expect(start(shellWith(version))).toBe("script post a b");
    },
  );
});
