import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

// Networks that exist only inside this computer.
const innerNetwork = /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|podman|flannel|cali|kube|vEthernet|bridge\d)/i;

const reach = (name: string, address: ipaddr.IPv4 | ipaddr.IPv6): number => {
  const range = address.range();
  const isVpn = range === "carrierGradeNat" || /^(tun|tap|utun|wg|tailscale|zt|ppp)/i.test(name);
  return (innerNetwork.test(name) ? 4 : 0) + (isVpn ? 2 : 0) + (address.kind() === "ipv6" ? 1 : 0);
};

/**
 * This computer's addresses that other machines may dial, the likeliest first: IPv4 before IPv6, then private networks
 * over the internet, then those inside this computer.
 */
export const lanAddresses = (interfaces: Interfaces = networkInterfaces()): string[] =>
  Object.entries(interfaces)
    .flatMap(([name, infos]) => (infos ?? []).map(({ address, internal }) => ({ name, address, internal })))
    .filter(({ address, internal }) => !internal && ipaddr.isValid(address))
    .map(({ name, address }) => ({ name, address, parsed: ipaddr.parse(address) }))
    .filter(({ parsed }) => !["loopback", "linkLocal", "unspecified", "multicast"].includes(parsed.range()))
    .map(({ name, address, parsed }) => ({ address, rank: reach(name, parsed) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ address }) => address);

/** True for this computer's own address: 127.0.0.0/8, ::1, and the former written as IPv6. */
export const isLoopback = (address: string | undefined): boolean =>
  // The usual one first: every request is asked.
  address === "127.0.0.1" ||
  (address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback");

/** The address that means all of this computer's: both families where it has IPv6. */
export const anyAddress = (interfaces: Interfaces = networkInterfaces()): string =>
  Object.values(interfaces).some((infos) => infos?.some(({ family }) => family === "IPv6")) ? "::" : "0.0.0.0";

/** A host as it stands in a URL: IPv6 in brackets, without a zone. */
export const urlHost = (address: string): string =>
  address.includes(":") ? `[${address.replace(/%.*$/, "")}]` : address;
