import type { Finding, MeAnswer } from "#contract/machine.ts";
import { isProblem, isUnreachable } from "../errors.ts";
import { findHub, type Hub } from "../http/hub.ts";
import { isAtLeast } from "../install/version.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { explain } from "../output/explain.ts";
import { version } from "../output/help.ts";
import { seconds } from "../output/time.ts";
import type { World } from "../world.ts";
import { clockSkew } from "./clock.ts";
import { bad, good, unknown, warning } from "./findings.ts";

/** What is known of the hub after asking it. */
export interface HubState {
  readonly findings: readonly Finding[];
  readonly hub: Hub | undefined;
  readonly me: MeAnswer | undefined;
}

const mostSkewMilliseconds = 30_000;

const mendClock: Partial<Record<NodeJS.Platform, string>> = {
  linux: "sudo timedatectl set-ntp true",
  darwin: "sudo sntp -sS time.apple.com",
  win32: "w32tm /resync",
};

const checkClock = async ({ target }: Hub, world: World): Promise<Finding> => {
  const check = "clock";
  try {
    const skew = await clockSkew(target.address, world.now);
    if (Number.isNaN(skew)) return unknown({ check, text: "The hub does not say what time it is" });
    if (Math.abs(skew) <= mostSkewMilliseconds) return good({ check, text: "This clock agrees with the hub's" });
    const which = skew > 0 ? "ahead of" : "behind";
    const text = `This clock is ${seconds(Math.abs(skew))} ${which} the hub's: times will be shown wrong`;
    return warning({ check, text, fix: mendClock[world.platform] });
  } catch (error) {
    return unknown({ check, text: `The hub's clock could not be read: ${(error as Error).message}` });
  }
};

const checkCertificate = ({ target: { address } }: Hub): Finding => {
  const check = "certificate";
  if (!address.secure) return good({ check, text: "Plain HTTP, without a certificate: fit for this computer only" });
  return address.fingerprint
    ? good({ check, text: "The certificate is the one that was pinned when this machine joined" })
    : good({ check, text: "An authority vouches for the certificate" });
};

const checkOutbox = (hub: Hub, world: World): Finding => {
  const waiting = openOutbox(hub.target.folder, world.now).names().length;
  const check = "outbox";
  return waiting === 0
    ? good({ check, text: "Nothing waits to be sent" })
    : warning({ check, text: `${waiting} messages wait to be sent`, fix: "muster flush" });
};

/** Brings the command line that the hub gives away; its certificate is not one that curl knows. */
const updateCommand = ({ url, target }: Hub, { hub }: MeAnswer): string =>
  target.address.secure
    ? `curl -fsSk --pinnedpubkey '${hub.publicKeyPin}' ${url}/install.sh | sh`
    : `curl -fsS ${url}/install.sh | sh`;

const checkVersion = (hub: Hub, me: MeAnswer): Finding => {
  const check = "version";
  const text = `This command line is ${version}, the hub ${me.hub.version}`;
  return isAtLeast(version, me.hub.version)
    ? good({ check, text })
    : warning({ check, text, fix: updateCommand(hub, me) });
};

const joinAgain = (url: string) => `muster join ${url} --force`;

const failed = (error: unknown, url: string): Finding => {
  const { words } = explain(error, url);
  if (isUnreachable(error)) {
    const isChanged = error.reason === "certificate";
    return bad({
      check: isChanged ? "certificate" : "hub",
      text: words,
      fix: isChanged ? joinAgain(url) : undefined,
    });
  }
  if (isProblem(error) && error.code === "unauthorized") {
    return bad({ check: "key", text: words, fix: joinAgain(url) });
  }
  return bad({ check: "hub", text: words });
};

/** Asks the hub whether it knows this machine, and looks at what lies between them. */
export const checkHub = async (world: World): Promise<HubState> => {
  let hub: Hub;
  try {
    hub = findHub(world);
  } catch (error) {
    const text = (error as Error).message;
    return { findings: [bad({ check: "joined", text, fix: "muster join URL" })], hub: undefined, me: undefined };
  }
  try {
    const me = await hub.client.call("me");
    const findings = [
      good({ check: "hub", text: `${me.hub.name} ${me.hub.version} answers at ${hub.url}` }),
      good({ check: "key", text: `The key is good: this machine is “${me.machine.name}”` }),
      checkCertificate(hub),
      await checkClock(hub, world),
      checkVersion(hub, me),
      checkOutbox(hub, world),
    ];
    return { findings, hub, me };
  } catch (error) {
    return { findings: [failed(error, hub.url), checkOutbox(hub, world)], hub, me: undefined };
  }
};
