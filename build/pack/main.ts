import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runEntry, runInPlace } from "../child.mjs";
import { nodeProgram } from "../node-program.mjs";
import { inRoot, root } from "../root.mjs";
import { findRepository, settingsFor } from "./repository.ts";
import { describeSigning, signingSettings } from "./signing.ts";

// `npm run pack [-- what the packager takes, such as --x64 --arm64 or --linux deb]`: packages for this system, in dist/.

const say = (text: string) => process.stdout.write(`${text}\n`);

const configurationFor = (env: NodeJS.ProcessEnv) => {
  const { mac } = signingSettings(env);
  return { extends: inRoot("electron-builder.yml"), ...settingsFor(findRepository(env)), mac };
};

/** Packs what is built; resolves to the packager's exit code. */
const pack = async (args: string[]): Promise<number> => {
  // The packager wants a file, for what is said on a command line it takes as texts.
  const file = join(tmpdir(), `muster-pack-${randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(configurationFor(process.env)), { mode: 0o600 });
  try {
    const packager = inRoot("node_modules/electron-builder/cli.js");
    return await runInPlace(process.execPath, [packager, "--config", file, "--publish", "never", ...args], {
      cwd: root,
    });
  } finally {
    rmSync(file, { force: true });
  }
};

await runEntry(async () => {
  const repository = findRepository(process.env);
  say(
    repository
      ? `Newer versions: from the releases of ${repository.owner}/${repository.repo}.`
      : "Newer versions: nowhere. Set MUSTER_REPOSITORY=owner/name for packages that look on GitHub for them.",
  );
  for (const line of describeSigning(process.env, process.platform)) say(line);
  mkdirSync(inRoot("out"), { recursive: true });
  const built = await runInPlace(nodeProgram(), [inRoot("build/build.mjs"), "--quiet"]);
  if (built !== 0) return built;
  const code = await pack(process.argv.slice(2));
  if (code !== 0) {
    say(
      "It was not packed; see above. Electron's program and the packager's tools come from GitHub's release pages; " +
        "where these can't be reached, npm run pack:check shows what can be shown without them.",
    );
  }
  return code;
});
