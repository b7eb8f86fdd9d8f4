import type { NoticeCapabilities } from "#contract/attention.ts";
import type { NewId } from "../ids.ts";
import type { PersonCaller, PersonRecord } from "../records.ts";
import type { NoticeSurface } from "./notice.ts";
import { pageNoticeOf, plainNotice } from "./notice-words.ts";
import type { Pages } from "./pages.ts";

export interface TestOutcome {
  isShown: boolean;
  capabilities: NoticeCapabilities | null;
  /** Why it is not shown, in words. */
  problem: string | null;
}

const words = { kind: "test", title: "Muster", body: "This is what a notification looks like.", sound: true } as const;

/** Makes what shows a notification to try it, whatever the preferences say. */
export const createTest = (parts: {
  newId: NewId;
  signIn: { owner(): Promise<PersonRecord> };
  surface?: NoticeSurface | undefined;
  pages(): Pages;
}) => {
  const { newId, signIn, surface, pages } = parts;
  const onDesktop = async (own: NoticeSurface): Promise<TestOutcome> => {
    const capabilities = await own.capabilities();
    try {
      await own.show(plainNotice({ id: `test:${newId()}`, ...words }));
      return { isShown: true, capabilities, problem: null };
    } catch (error) {
      const problem = capabilities.problem ?? (error instanceof Error ? error.message : String(error));
      return { isShown: false, capabilities, problem };
    }
  };
  return async (caller: PersonCaller): Promise<TestOutcome> => {
    const isOwner = (await signIn.owner()).id === caller.id;
    if (isOwner && surface !== undefined) return onDesktop(surface);
    const open = pages().open(caller.id);
    for (const device of open) pages().show(device, pageNoticeOf(plainNotice({ id: `test:${newId()}`, ...words })));
    const isShown = open.length > 0;
    return { isShown, capabilities: null, problem: isShown ? null : "No page of yours is open in a browser." };
  };
};
