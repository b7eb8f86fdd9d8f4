import type { NoticeCapabilities } from "#contract/attention.ts";
import type { NewId } from "../ids.ts";
import type { Clock } from "../ports.ts";
import type { PersonCaller, PersonRecord } from "../records.ts";
import type { Target } from "./happening.ts";
import type { NoticeSurface } from "./notice.ts";
import { pageNoticeOf, plainNotice } from "./notice-words.ts";
import type { Pages } from "./pages.ts";
import type { Places } from "./targets.ts";
import type { Tasks } from "./tasks.ts";

export interface TestOutcome {
  isShown: boolean;
  capabilities: NoticeCapabilities | null;
  /** Why it is not shown, in words. */
  problem: string | null;
}

const words = { kind: "test", title: "Muster", body: "This is what a notification looks like.", sound: true } as const;

export interface TestParts {
  newId: NewId;
  clock: Clock;
  signIn: { owner(): Promise<PersonRecord> };
  surface?: NoticeSurface | undefined;
  places: Places;
  tasks: Tasks;
  pages(): Pages;
}

/** Keeps how it came out, so that it is among the decisions. */
const keep = async (parts: TestParts, person: PersonRecord, target: Target, isShown: boolean) => {
  const { newId, clock, places, tasks } = parts;
  const place = await places.again(person, target);
  const id = newId();
  if (place === undefined) return;
  tasks.add(async (batch) =>
    batch.put({
      id,
      personId: person.id,
      target: { type: place.type, id: place.id, name: place.name },
      happeningId: `test:${id}`,
      noticeId: null,
      kind: "test",
      sessionId: null,
      messageSeq: null,
      title: words.title,
      at: clock(),
      outcome: isShown ? "shown" : "dropped",
      reason: isShown ? "test" : "failed",
      until: null,
      isThere: false,
    }),
  );
  await tasks.settled();
};

/** Makes what shows a notification to try it, whatever the preferences say. */
export const createTest = (parts: TestParts) => {
  const { newId, signIn, surface, pages } = parts;
  const notice = () => plainNotice({ id: `test:${newId()}`, ...words });
  const onDesktop = async (own: NoticeSurface): Promise<TestOutcome> => {
    const capabilities = await own.capabilities();
    try {
      await own.show(notice());
      return { isShown: true, capabilities, problem: null };
    } catch (error) {
      const problem = capabilities.problem ?? (error instanceof Error ? error.message : String(error));
      return { isShown: false, capabilities, problem };
    }
  };
  return async (caller: PersonCaller): Promise<TestOutcome> => {
    const isOwner = (await signIn.owner()).id === caller.id;
    if (isOwner && surface !== undefined) {
      const outcome = await onDesktop(surface);
      await keep(parts, caller, { type: "desktop", id: "desktop" }, outcome.isShown);
      return outcome;
    }
    const open = pages().open(caller.id);
    for (const id of open) {
      pages().show(id, pageNoticeOf(notice()));
      await keep(parts, caller, { type: "page", id }, true);
    }
    const isShown = open.length > 0;
    return { isShown, capabilities: null, problem: isShown ? null : "No page of yours is open in a browser." };
  };
};
