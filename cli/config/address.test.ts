import { describe, expect, it } from "vitest";
import { hostOf, readAddress, readFingerprint, urlOf } from "./address.ts";

const hex = "0123456789abcdef".repeat(4);
const colons = hex.toUpperCase().replace(/(..)(?=.)/g, "$1:");

describe("a hub's address", () => {
  it("is https without scheme, and 4680 without port", () => {
    expect(readAddress("studio.local")).toEqual({ secure: true, host: "studio.local", port: 4680 });
    expect(readAddress("http://127.0.0.1:99/")).toEqual({ secure: false, host: "127.0.0.1", port: 99 });
    expect(readAddress("HTTPS://Hub:443/some/page?x=1")).toEqual({ secure: true, host: "Hub", port: 443 });
  });

  it("may be an IPv6 address", () => {
    const address = readAddress("http://[::1]:4681");
    expect(address).toEqual({ secure: false, host: "::1", port: 4681 });
    expect(hostOf(address)).toBe("[::1]:4681");
    expect(urlOf(address)).toBe("http://[::1]:4681");
  });

  it("carries the certificate's fingerprint in its fragment", () => {
    expect(readAddress(`https://192.168.2.10:4680#${hex}`).fingerprint).toBe(colons);
    expect(readAddress(`192.168.2.10:4680#${colons}`).fingerprint).toBe(colons);
    expect(() => readAddress("https://192.168.2.10:4680#abc")).toThrow("copy the whole address");
  });

  it("that is none is refused", () => {
    for (const text of ["", "foo bar", "ftp://x", "http://", "host:0", "host:70000", "host:abc", "::1", "http://a b"]) {
      expect(() => readAddress(text)).toThrow("not a hub's address");
    }
  });

  it("a fingerprint has 64 hex digits", () => {
    expect(readFingerprint(hex)).toBe(colons);
    expect(readFingerprint(`${hex}0`)).toBeUndefined();
    expect(readFingerprint(hex.replace("0", "g"))).toBeUndefined();
  });
});
