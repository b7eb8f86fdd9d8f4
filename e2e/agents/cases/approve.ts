import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Approval } from "#contract/approval.ts";
import type { Turn } from "../model/conversation.ts";
import { ensure, ensureUnharmed, lastAsked, readings } from "../expect.ts";
import type { Terminal } from "../terminal.ts";
import { until } from "../until.ts";
import type { World } from "../world.ts";
import type { Case } from "./case.ts";
import { onTerminal } from "./on-terminal.ts";

const isMade = ({ place }: World, file: string) => existsSync(join(place.project, file));

/** The call by which the agent makes a file, one that it asks about. */
const making = ({ program, place }: World, file: string): Turn =>
  program.asking?.make(join(place.project, file), "made") ?? { shell: `touch ${file}` };

/** The approval that appeared since the case began. */
const newApproval = (world: World): Promise<Approval> =>
  until(
    "an approval appears",
    async () => {
      const { id } = await world.newSession();
      return (await world.person().approvals("open")).find(({ sessionId }) => sessionId === id);
    },
    60,
  );

const closedAs = async (world: World, id: string, seconds = 30): Promise<Approval> =>
  until(
    "the approval is over",
    async () => {
      const approval = await world.person().approval(id);
      return approval.state === "open" ? undefined : approval;
    },
    seconds,
  );

/** With the machine set so that this agent asks people at all. */
const asking = async (world: World, work: () => Promise<void>) => {
  await world.person().setApprovals("hold");
  try {
    await work();
  } finally {
    await world.person().setApprovals("beside");
  }
};

/** The agent wants to make a file and asks; `work` decides. Where it has no dialog to see it runs for one prompt. */
const wantsFile = (world: World, file: string, work: (approval: Approval) => Promise<void>) => {
  const { model, program } = world;
  const last = `That was ${file}.`;
  model.play([{ say: making(world, file) }, { say: { text: last } }]);
  return asking(world, async () => {
    const prompt = `Please make ${file}`;
    const decides = async () => work(await newApproval(world));
    if (program.asking === undefined) {
      const [ended] = await Promise.all([world.once(prompt), decides()]);
      ensureUnharmed(ended);
      return;
    }
    await onTerminal(world, { asking: true }, async (terminal) => {
      await terminal.say(prompt);
      await decides();
    });
  });
};

const untilMade = (world: World, file: string) => until(`${file} is made`, () => isMade(world, file));

/** Throws unless the model read the words, and the call was not made. */
const ensureRefused = async (world: World, file: string, words: string) => {
  if (world.program.endsWhenRefused) {
    const { id } = await world.newSession();
    await until("it is at rest", async () => (await world.person().session(id)).state !== "working");
  } else await until("the model reads why", () => readings(lastAsked(world), words).length > 0);
  ensure(!isMade(world, file), "the refused call was made");
};

export const allows: Case = {
  name: "a call that it asks about is allowed from afar",
  fits: ({ approve: { how } }) => how === "beside" || how === "hold",
  run: (world) =>
    wantsFile(world, "allowed-from-afar", async ({ id, input, takes }) => {
      ensure(JSON.stringify(input).includes("allowed-from-afar"), `its input is ${JSON.stringify(input)}`);
      ensure(takes.allow, "it says that its own dialog will come");
      ensure(!isMade(world, "allowed-from-afar"), "the call was made before it was allowed");
      await world.person().decide(id, { decision: "allow" });
      await untilMade(world, "allowed-from-afar");
    }),
};

export const denies: Case = {
  name: "a call that is denied is not made, and the model reads the note",
  fits: ({ approve: { how } }) => how !== "none",
  run: (world) =>
    wantsFile(world, "denied-from-afar", async ({ id }) => {
      await world.person().decide(id, { decision: "deny", note: "Use the staging folder." });
      await ensureRefused(world, "denied-from-afar", "Use the staging folder.");
    }),
};

export const changesInput: Case = {
  name: "a call is made with the input that a person changed",
  fits: ({ approve: { input } }) => input,
  run: (world) =>
    wantsFile(world, "as-the-agent-wanted", async ({ id, input }) => {
      const changed = JSON.parse(
        JSON.stringify(input).replaceAll("as-the-agent-wanted", "as-the-person-wanted"),
      ) as Approval["input"];
      await world.person().decide(id, { decision: "allow", input: changed });
      await untilMade(world, "as-the-person-wanted");
      ensure(!isMade(world, "as-the-agent-wanted"), "the call was made with the input that it had");
    }),
};

export const answeredThere: Case = {
  name: "a call that was allowed at the terminal first is withdrawn from the people",
  fits: ({ approve: { how } }) => how === "beside",
  async run(world) {
    const { model, program } = world;
    model.play([{ say: making(world, "allowed-there") }, { say: { text: "That was it." } }]);
    await asking(world, () =>
      onTerminal(world, { asking: true }, async (terminal) => {
        await terminal.say("Please make it");
        const { id } = await newApproval(world);
        await allowThere(terminal, program.asking?.dialog ?? /./);
        await untilMade(world, "allowed-there");
        const { state, decision } = await closedAs(world, id);
        ensure(state === "withdrawn", `it is ${state}`);
        ensure(decision?.via === "terminal", `its decision is ${JSON.stringify(decision)}`);
      }),
    );
  },
};

/** A dialog that has just opened takes no key yet, and shows nothing of that: the key is pressed until it is gone. */
const allowThere = async (terminal: Terminal, dialog: RegExp) => {
  await terminal.shows(dialog);
  for (let tries = 0; dialog.test(terminal.screen()) && tries < 10; tries += 1) await terminal.press("Enter");
};

export const waitsForTheHub: Case = {
  name: "the hub is killed and comes back while a call waits: the same approval decides it",
  fits: ({ approve: { how } }, { asking: can }) => can !== undefined && (how === "beside" || how === "hold"),
  run: (world) =>
    wantsFile(world, "after-the-restart", async ({ id }) => {
      await world.hub.kill();
      await world.hub.start();
      ensure((await world.person().approval(id)).state === "open", "it is no longer open");
      await world.person().decide(id, { decision: "allow" });
      await untilMade(world, "after-the-restart");
      ensure((await world.person().approval(id)).state === "allowed", "it is not the one that decided");
    }),
};

export const dies: Case = {
  name: "the agent is killed while a call waits: it is withdrawn after its lease",
  fits: ({ approve: { how } }, { asking: can }) => can !== undefined && how !== "none",
  async run(world) {
    const { leaseSeconds } = await world.person().settings({ leaseSeconds: 5 });
    try {
      let id = "";
      await wantsFile(world, "never-made", async (approval) => {
        ({ id } = approval);
      });
      const { state } = await closedAs(world, id, 60);
      ensure(state === "withdrawn", `it is ${state}`);
      ensure(!isMade(world, "never-made"), "the call was made");
    } finally {
      await world.person().settings({ leaseSeconds });
    }
  },
};

export const refusedByRule: Case = {
  name: "a rule that denies refuses a call, also where the agent asks nobody",
  fits: ({ approve: { how } }) => how !== "none",
  async run(world) {
    const { model, person, once } = world;
    const note = "Nothing is touched here.";
    const ruleId = await person().makeRule({ effect: "deny", tool: "*", match: { command: "touch **" }, note });
    try {
      model.play([{ say: { shell: "touch against-the-rule" } }, { say: { text: "As the rules say." } }]);
      ensureUnharmed(await once("Please touch it"));
      await ensureRefused(world, "against-the-rule", note);
      const { id: sessionId } = await world.newSession();
      const denied = (await person().approvals("denied")).filter((one) => one.sessionId === sessionId);
      ensure(denied.length === 1 && denied[0]?.decision?.via === "rule", `it was denied ${denied.length} times`);
    } finally {
      await person().endRule(ruleId);
    }
  },
};

export const expires: Case = {
  name: "a call that nobody decides is refused where nobody sits before the agent",
  fits: (_kind, { kind }) => kind === "claude" || kind === "pi" || kind === "gemini" || kind === "cline",
  async run(world) {
    const { model, program } = world;
    const { approvalTimeoutSeconds } = await world.person().settings({ approvalTimeoutSeconds: 10 });
    try {
      model.play([{ say: making(world, "not-in-time") }, { say: { text: "So be it." } }]);
      await asking(world, async () => {
        const running = world.once("Please make it", { asking: program.asking !== undefined });
        const { id } = await newApproval(world);
        ensureUnharmed(await running);
        ensure((await world.person().approval(id)).state === "expired", "it did not run out");
        await ensureRefused(world, "not-in-time", "nobody allowed this call in time");
      });
    } finally {
      await world.person().settings({ approvalTimeoutSeconds });
    }
  },
};

export const byPromptTool: Case = {
  name: "the MCP tool approve decides as a permission prompt tool",
  fits: (_kind, { kind }) => kind === "claude",
  async run(world) {
    const { model, person, place } = world;
    const { program } = world;
    const hooks = readFileSync(join(place.home, ".claude", "settings.json"), "utf8");
    ensure(hooks.includes("PermissionRequest"), "the hooks are not installed");
    model.play([{ say: making(world, "by-prompt-tool") }, { say: { text: "That was it." } }]);
    // Its hook says nothing here, so that the tool alone decides.
    await person().setApprovals("off");
    try {
      const args = ["--permission-prompt-tool", "mcp__muster__approve"];
      const running = world.once("Please make it", { asking: program.asking !== undefined, args });
      const { id, tool } = await newApproval(world);
      ensure(tool === "Write", `the tool is ${tool}`);
      await person().decide(id, { decision: "allow" });
      ensureUnharmed(await running);
      ensure(isMade(world, "by-prompt-tool"), "the allowed call was not made");
    } finally {
      await person().setApprovals("beside");
    }
  },
};
