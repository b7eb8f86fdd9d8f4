import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { anyAddress, isLoopback, lanAddresses, urlHost } from "./addresses.ts";

const at = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  netmask: "",
  mac: "",
  cidr: null,
  ...(address.includes(":") ? { family: "IPv6" as const, scopeid: 0 } : { family: "IPv4" as const }),
});

const interfaces = {
  docker0: [at("172.17.0.1"), at("fe80::42")],
  lo: [at("127.0.0.1", true), at("::1", true)],
  tailscale0: [at("100.101.102.103")],
  eth0: [at("fe80::1"), at("2001:db8::5"), at("192.168.1.20")],
  "br-3f2a": [at("172.18.0.1")],
  wlan0: [at("10.0.0.7"), at("169.254.3.4")],
  wg0: [at("10.8.0.2")],
};

test("the addresses to dial come with the LAN's first, without loopback and link-local ones, bridges last", () => {
  expect(lanAddresses(interfaces)).toEqual([
    "192.168.1.20",
    "10.0.0.7",
    "2001:db8::5",
    "100.101.102.103",
    "10.8.0.2",
    "172.17.0.1",
    "172.18.0.1",
  ]);
  expect(lanAddresses({ lo: interfaces.lo })).toEqual([]);
});

test("this computer's own addresses can be read", () => {
  expect(lanAddresses().every((address) => !isLoopback(address))).toBe(true);
});

test.each(["127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1"])(
  "%s is loopback",
  (address) => expect(isLoopback(address)).toBe(true),
);

test.each([
  undefined,
  "",
  "localhost",
  "192.168.1.20",
  "::ffff:192.168.1.20",
  "0.0.0.0",
  "::",
  "fe80::1%eth0",
  "127.0.0.1.evil.example",
])("%s is not loopback", (address) => expect(isLoopback(address)).toBe(false));

test("listening everywhere includes IPv6 only where there is any", () => {
  expect(anyAddress(interfaces)).toBe("::");
  expect(anyAddress({ lo: [at("127.0.0.1", true)] })).toBe("0.0.0.0");
});

test("an IPv6 address stands in brackets in a URL", () => {
  expect(urlHost("2001:db8::5")).toBe("[2001:db8::5]");
  expect(urlHost("fe80::1%eth0")).toBe("[fe80::1]");
  expect(urlHost("10.0.0.7")).toBe("10.0.0.7");
});
