/**
 * Signs in at the people's door, as a browser does, with a link of its own: the printed one stays unused.
 * @param {import("./hub.mjs").DemoHub} hub
 */
export const signIn = async (hub) => {
  const answer = await fetch(await hub.freshSignIn(), { redirect: "manual" });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  if (!cookie) throw new Error(`The hub did not sign the demo in (status ${answer.status}).`);
  return {
    /** @returns {Promise<string>} */
    async joinCode() {
      const made = await fetch(`${hub.url}/v1/people/machines/codes`, {
        method: "POST",
        headers: { cookie, origin: new URL(hub.url).origin, "content-type": "application/json" },
        body: "{}",
      });
      if (!made.ok) throw new Error(`The hub made no join code (status ${made.status}).`);
      return (await made.json()).code;
    },
  };
};
