import type { Verdict } from "#contract/rule.ts";
import type { AnalysedCommand, ShellAnalysis } from "./analyse.ts";
import { gitCommandAt } from "./guards.ts";
import { isHarmlessRedirection } from "./pattern.ts";
import { nameOf, programOf } from "./programs.ts";

// What a person should look at twice. Help and no gate: nothing is decided by it.

export type Risk = Verdict["risks"][number];
type Kind = Risk["kind"];

export interface RiskContext {
  folder: string | null;
  home: string | null;
}

const names = (text: string): Set<string> => new Set(text.split(/\s+/));

const byName: Readonly<Partial<Record<Kind, Set<string>>>> = {
  deletes: names("rm rmdir unlink shred truncate mkfs wipefs srm trash dropdb del erase"),
  network: names(
    `curl wget ssh scp sftp rsync ftp telnet nc ncat netcat socat ping dig nslookup host traceroute nmap http https aria2c
    aws gcloud az heroku fly vercel netlify terraform ansible kubectl helm gh glab`,
  ),
  secrets: names("printenv gpg pass security vault op bw secret-tool ssh-add ssh-keygen keytool aws-vault"),
  privilege: names(
    `sudo su doas pkexec runuser chmod chown chgrp setcap setfacl visudo useradd usermod userdel groupadd passwd mount
    umount systemctl service launchctl iptables nft ufw sysctl modprobe insmod reboot shutdown kill killall pkill crontab`,
  ),
  "runs-code": names("eval source . make gmake just task rake ninja npx bunx parallel xargs"),
};

/** Subcommands of programs, as patterns over the words behind the name. */
const byWords: readonly (readonly [name: string, form: RegExp, kind: Kind])[] = [
  [
    "git",
    /^(?:clean|rm|reset .*--hard|checkout .*-- |restore|stash (?:drop|clear)|branch .*-[dD]|tag .*-d|reflog expire|gc)\b/,
    "deletes",
  ],
  ["git", /^(?:checkout|restore) \.$/, "deletes"],
  ["git", /^(?:clone|fetch|pull|push|ls-remote|submodule update|remote update)\b/, "network"],
  ["git", /^push\b/, "git-push"],
  ["docker", /^(?:rm|rmi|.*prune|volume rm|image rm|container rm)\b/, "deletes"],
  ["docker", /^(?:pull|push|login)\b/, "network"],
  ["docker", /^(?:run|exec|compose)\b/, "runs-code"],
  ["kubectl", /^delete\b/, "deletes"],
  ["terraform", /^destroy\b/, "deletes"],
  ["rsync", /--delete|--remove-source-files/, "deletes"],
  ["find", /(?:^| )-delete\b/, "deletes"],
  ["dd", /(?:^| )of=/, "deletes"],
  ["npm", /^(?:i|in|install|add|ci|update|up|link|audit fix)\b/, "installs"],
  ["npm", /^(?:publish|login|view|audit|outdated)\b/, "network"],
  ["npm", /^(?:run|run-script|test|t|start|exec|x)\b/, "runs-code"],
  ["pnpm", /^(?:i|install|add|update|up|dlx)\b/, "installs"],
  ["yarn", /^(?:$|install|add|up|upgrade|dlx)/, "installs"],
  ["bun", /^(?:i|install|add|update|x)\b/, "installs"],
  ["pip", /^(?:install|uninstall|download)\b/, "installs"],
  ["pip3", /^(?:install|uninstall|download)\b/, "installs"],
  ["python", /(?:^| )-m pip install\b/, "installs"],
  ["python3", /(?:^| )-m pip install\b/, "installs"],
  ["uv", /^(?:add|sync|pip install|tool install)\b/, "installs"],
  ["pipx", /^install\b/, "installs"],
  ["cargo", /^(?:install|add|update)\b/, "installs"],
  ["cargo", /^(?:run|test|bench)\b/, "runs-code"],
  ["go", /^(?:install|get)\b/, "installs"],
  ["go", /^(?:run|test|generate)\b/, "runs-code"],
  ["gem", /^install\b/, "installs"],
  ["bundle", /^(?:install|update|add)\b/, "installs"],
  ["composer", /^(?:install|require|update)\b/, "installs"],
  ["env", /^$/, "secrets"],
  ["gh", /^(?:auth|secret)\b/, "secrets"],
];

const packageManagers = names(
  "apt apt-get aptitude dnf yum zypper pacman apk brew port snap flatpak winget choco scoop",
);
const interpreters =
  /^(?:(?:ba|da|z|k|mk|c|tc|fi)?sh|python[\d.]*|node|deno|bun|perl|ruby|php|lua|osascript|powershell|pwsh|cmd|tsx|ts-node)$/;

const secretPath =
  /(?:^|[/=:@~])(?:\.env(?:\.[\w-]+)?|\.ssh|\.aws|\.gnupg|\.kube|\.netrc|\.npmrc|\.pypirc|\.docker|\.git-credentials|\.pgpass|id_(?:rsa|dsa|ecdsa|ed25519)|credentials?(?:\.\w+)?|secrets?(?:\.\w+)?|shadow|[\w.-]+\.(?:pem|key|p12|pfx|jks|kdbx|keystore))(?:$|[/:])/i;
const systemProgram = /^\/(?:usr\/(?:local\/)?)?s?bin\//;
const networkWord = /^(?:https?|ftp|ssh|git|wss?):\/\/|^\/dev\/(?:tcp|udp)\/|^[\w.-]+@[\w.-]+:/;

const isOutside = (path: string, { folder, home }: RiskContext): boolean => {
  if (path.startsWith("~")) return folder === null || home === null || isOutsideOf(path.replace("~", home), folder);
  if (path.startsWith("/")) return folder === null || isOutsideOf(path, folder);
  let depth = 0;
  for (const part of path.split("/")) {
    if (part === "..") depth -= 1;
    else if (part !== "." && part !== "") depth += 1;
    if (depth < 0) return true;
  }
  return /^[A-Za-z]:[\\/]/.test(path);
};

const isOutsideOf = (path: string, folder: string): boolean => {
  const base = folder.replace(/\/+$/, "");
  return (path !== base && !path.startsWith(`${base}/`)) || /(?:^|\/)\.\.(?:\/|$)/.test(path);
};

/** The part of a word that may be a path: what stands behind `--option=` as well. */
const pathIn = (text: string): string => text.replace(/^--?[\w-]+=/, "");

const isPath = (text: string): boolean => /^(?:~|\.{0,2}\/|\.\.(?:$|\/))|\/\.\.(?:\/|$)|^[A-Za-z]:[\\/]/.test(text);

const ofNames = (command: AnalysedCommand, found: (kind: Kind) => void): void => {
  const name = nameOf(command.words[0]?.literal ?? "");
  const first = name === "git" ? gitCommandAt(command.words) : 1;
  const rest = command.words
    .slice(first)
    .map((word) => word.literal ?? word.source)
    .join(" ");
  for (const [kind, set] of Object.entries(byName)) if (set.has(name)) found(kind as Kind);
  for (const [program, form, kind] of byWords) if (program === name && form.test(rest)) found(kind);
  if (packageManagers.has(name)) found("installs");
  const program = command.words[0]?.literal ?? "";
  if (interpreters.test(name) || (/^\.{0,2}\/./.test(program) && !systemProgram.test(program))) found("runs-code");
  if (command.words[0]?.literal == null || programOf(name).runs !== undefined) found("runs-code");
};

const ofWords = (command: AnalysedCommand, context: RiskContext, found: (kind: Kind, detail: string) => void): void => {
  const targets = command.redirections.filter((one) => !isHarmlessRedirection(one)).map((one) => one.target);
  for (const [index, word] of [...command.words, ...targets].entries()) {
    const text = word.literal ?? word.source.replaceAll(/["']/g, "");
    const path = pathIn(text);
    if (networkWord.test(path)) found("network", text);
    if (secretPath.test(path)) found("secrets", text);
    const isTarget = index >= command.words.length;
    const isSystemProgram = index === 0 && systemProgram.test(path);
    if ((isPath(path) || isTarget) && !isSystemProgram && !networkWord.test(path) && isOutside(path, context)) {
      found("leaves-folder", text);
    }
  }
};

/** What a line may touch, one entry for each kind, with the part of the line that it is about. */
export const risksOf = (analysis: ShellAnalysis, context: RiskContext): Risk[] => {
  const risks = new Map<Kind, Risk>();
  const add = (kind: Kind, detail: string): void => {
    if (!risks.has(kind)) risks.set(kind, { kind, detail: detail.slice(0, 200) });
  };
  for (const command of analysis.commands) {
    if (command.words.length > 0) ofNames(command, (kind) => add(kind, command.source));
    ofWords(command, context, add);
  }
  return [...risks.values()];
};
