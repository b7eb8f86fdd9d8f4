import { describe, expect, it } from "vitest";
import { readAddress } from "../config/address.ts";
import { makeCertificate } from "../testing/certificate.ts";
import { startWebServer } from "../testing/web-server.ts";
import { clockSkew } from "./clock.ts";

const answer = () => ({ status: 200, body: { ok: true } });

describe("the clock beside the hub's", () => {
  it("is told apart by more than the second that the hub's answer leaves open", async () => {
    const server = await startWebServer(answer);
    const address = readAddress(server.url);
    expect(Math.abs(await clockSkew(address, Date.now))).toBeLessThan(5000);
    const ahead = await clockSkew(address, () => Date.now() + 120_000);
    expect(Math.abs(ahead - 120_000)).toBeLessThan(5000);
    const behind = await clockSkew(address, () => Date.now() - 120_000);
    expect(Math.abs(behind + 120_000)).toBeLessThan(5000);
  });

  it("is read over the pinned connection, and not from somebody else", async () => {
    const tls = await makeCertificate();
    const server = await startWebServer(answer, tls);
    const pinned = readAddress(`${server.url}#${tls.fingerprint}`);
    expect(Math.abs(await clockSkew(pinned, Date.now))).toBeLessThan(5000);
    const other = readAddress(`${server.url}#${"AB".repeat(32)}`);
    await expect(clockSkew(other, Date.now)).rejects.toThrow("changed");
    expect(server.seen).toHaveLength(1);
  });

  it("stays unknown when the hub does not say what time it is", async () => {
    const server = await startWebServer(() => ({ status: 200, headers: { date: "" } }));
    expect(await clockSkew(readAddress(server.url), Date.now)).toBeNaN();
  });
});
