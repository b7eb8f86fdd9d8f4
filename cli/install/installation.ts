import { mkdirSync } from "node:fs";
import type { AgentKindName } from "#contract/agent-kinds.ts";
import { clientFolder } from "../config/folder.ts";
import type { World } from "../world.ts";
import { applyAdding, applyRemoving } from "./apply.ts";
import { type FoundAgent, findAgent } from "./find-agent.ts";
import { integrations } from "./agents.ts";
import type { FilePlan, Integration, Place, Scope } from "./plan.ts";
import { changes, type Prepared, prepareInstall, prepareUninstall } from "./prepare.ts";
import { findBundles, programPlans, programsIn } from "./programs.ts";
import { type FileRecord, keepRecords, ownerOf, readRecords } from "./record.ts";

/** One agent on this machine. */
export interface Target {
  readonly kind: AgentKindName;
  readonly integration: Integration;
  readonly found: FoundAgent;
  readonly plans: readonly FilePlan[];
}

/** Where an installation of this scope goes from here. */
export const placeOf = (world: World, scope: Scope): Place => ({
  env: world.env,
  platform: world.platform,
  home: world.home,
  folder: world.cwd,
  scope,
});

/** Looks for an agent and works out which files of it are Muster's to edit. */
export const targetOf = async (world: World, kind: AgentKindName, place: Place): Promise<Target> => {
  const integration = integrations[kind];
  const found = await findAgent(integration, place);
  const programs = programsIn(clientFolder(world), world);
  return { kind, integration, found, plans: integration.files(place, programs, found) };
};

/** The programs' own files; none for a copy of them that is in place already, since it came by another way. */
const programsPlans = (world: World): readonly FilePlan[] => {
  const bundles = findBundles(world);
  const programs = programsIn(clientFolder(world), world);
  return bundles.hook === programs.hook ? [] : programPlans(bundles, programs);
};

/** What an installation for these agents changes. */
export const prepareInstallation = (world: World, targets: readonly Target[]): Prepared => {
  const plans = [...programsPlans(world), ...targets.flatMap((target) => target.plans)];
  const unique = plans.filter((plan, index) => plans.findIndex(({ path }) => path === plan.path) === index);
  return prepareInstall(unique, readRecords(clientFolder(world)));
};

const put = (records: readonly FileRecord[], record: FileRecord): readonly FileRecord[] => [
  ...records.filter(({ path }) => path !== record.path),
  record,
];

/** Writes it; what was done to a file is remembered as soon as it is done. */
export const install = (world: World, targets: readonly Target[], place: Place, prepared: Prepared): void => {
  const client = clientFolder(world);
  // It holds the key as well, so that it is for this user alone from the beginning.
  mkdirSync(client, { recursive: true, mode: 0o700 });
  let records = readRecords(client);
  for (const change of prepared.changes) {
    const forTargets = targets.filter(({ plans }) => plans.some(({ path }) => path === change.path));
    // The programs are there for all of them.
    const owners = (forTargets.length > 0 ? forTargets : targets).map(({ kind }) => ownerOf(kind, place));
    const record = records.find(({ path }) => path === change.path);
    records = put(records, applyAdding(client, change, { owners, record }));
    keepRecords(client, records);
  }
};

// Files of an earlier installation whose place has changed since, e.g. by an environment variable.
const forgotten = (records: readonly FileRecord[], owners: readonly string[], plans: readonly FilePlan[]): FilePlan[] =>
  records
    .filter((record) => record.owners.some((owner) => owners.includes(owner)))
    .filter((record) => !plans.some(({ path }) => path === record.path))
    .map(({ path }) => {
      const byHand = "whatever mentions muster-hook.cjs or muster.cjs there can be deleted";
      return { path, holds: "earlier installation", form: { byHand, add: String, remove: (text: string) => text } };
    });

/** What taking Muster out of these agents changes. */
export const prepareRemoval = (world: World, targets: readonly Target[], place: Place): Prepared => {
  const records = readRecords(clientFolder(world));
  const owners = targets.map(({ kind }) => ownerOf(kind, place));
  const plans = targets.flatMap((target) => target.plans);
  return prepareUninstall([...plans, ...forgotten(records, owners, plans)], records, owners);
};

/** Does it, and forgets what was done to the files. */
export const remove = (world: World, targets: readonly Target[], place: Place, prepared: Prepared): void => {
  const client = clientFolder(world);
  const owners = targets.map(({ kind }) => ownerOf(kind, place));
  const records = readRecords(client);
  // The innermost folders last made are emptied first.
  for (const change of prepared.changes.toReversed()) {
    if (changes(change))
      applyRemoving(
        change,
        records.find(({ path }) => path === change.path),
      );
  }
  const failed = new Set(prepared.problems.map(({ path }) => path));
  const left = records.flatMap((record) => {
    const rest = record.owners.filter((owner) => failed.has(record.path) || !owners.includes(owner));
    return rest.length > 0 ? [{ ...record, owners: rest }] : [];
  });
  keepRecords(client, left);
};
