import type { Device, Member, Narrowing } from "#contract/people.ts";
import type { Role } from "#contract/role.ts";

/** What a role is called and what it may do. */
export const roleWords: Record<Role, { label: string; help: string }> = {
  owner: { label: "Owner", help: "May do everything: people, rules, machines and settings as well." },
  operator: { label: "Operator", help: "Replies to agents, allows and denies, and makes rules for one session." },
  viewer: { label: "Viewer", help: "Reads, and writes to the people here. Nothing of it is handed to an agent." },
};

export const sightWords: Record<Member["sees"], { label: string; help: string }> = {
  all: { label: "All discussions", help: "Also those to come. Single ones can be narrowed or hidden below." },
  named: { label: "Only chosen ones", help: "Nothing but the discussions below." },
};

export const narrowingWords: Record<Narrowing["role"], string> = {
  operator: "Operator",
  viewer: "Viewer",
  none: "Hidden",
};

export const deviceWords: Record<Device["kind"], string> = {
  browser: "browser",
  key: "key for a command line",
};

export const linkWords =
  "It is shown this once and works once: whoever opens it first is signed in. Give it to nobody else.";

export const shutOutWords =
  "Their browsers, keys and open links end at once, and replies that no agent took up yet are withdrawn. What they wrote stays. To come back they need a new invitation.";

const discussions = (count: number) => (count === 1 ? "1 discussion" : `${count} discussions`);

/** What a person may see, in a few words. */
export const sightOf = ({ sees, narrowings }: Pick<Member, "sees" | "narrowings">): string => {
  const shown = narrowings.filter(({ role }) => role !== "none").length;
  if (sees === "named") return shown === 0 ? "sees no discussion" : `sees ${discussions(shown)}`;
  return narrowings.length === 0 ? "sees all discussions" : `sees all discussions, less in ${narrowings.length}`;
};

/** Why the screen shows the page for who isn't signed in. */
export const signedOutWords: Record<"never" | "left" | "ended" | "link", { title: string; words: string }> = {
  never: { title: "Sign in", words: "This browser isn’t signed in to the hub yet." },
  left: { title: "You are signed out", words: "This browser has nothing of the hub any more." },
  ended: {
    title: "You were signed out",
    words:
      "This browser’s sign-in was ended: it was revoked, it ran out, or an owner of the hub shut you out. Nothing that you wrote is lost.",
  },
  link: {
    title: "This sign-in link is used up",
    words:
      "A link signs in one browser, once, and only for a while. This one was opened before, ran out, or was withdrawn.",
  },
};
