import { hostname, platform } from "node:os";
import type { HubRef } from "#contract/machine.ts";
import type { Core } from "../core/core.ts";
import { keepClientKey, readClientFile } from "../platform/clientfile.ts";

/**
 * Joins the hub's own machine at the first start and leaves its key where the command line of this machine looks.
 * A key that is there is left alone; if it is this hub's and good, only the address is kept true.
 */
export const joinLocalMachine = async (
  core: Core,
  hub: HubRef,
  place: { clientDir: string; url: string },
): Promise<void> => {
  const { clientDir, url } = place;
  const about = {
    url,
    fingerprint: hub.fingerprint,
    publicKeyPin: hub.publicKeyPin,
    hub: { name: hub.name, version: hub.version },
  };
  const known = await readClientFile(clientDir);
  if (known !== null) {
    const machine = core.machineKeys.check(known.key);
    if (machine === undefined) {
      core.logger.info({ clientDir }, "the command line of this machine keeps the key of another hub; left as it is");
    } else if (known.url !== url && machine.isLocal) {
      await keepClientKey(clientDir, { ...about, key: known.key, machine: { id: machine.id, name: machine.name } });
    }
    return;
  }
  const { machine, key } = await core.machines.joinLocal({ name: hostname() || "this computer", os: platform() });
  await keepClientKey(clientDir, { ...about, key, machine: { id: machine.id, name: machine.name } });
};
