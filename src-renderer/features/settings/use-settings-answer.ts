import type { SettingsAnswer } from "#contract/settings.ts";
import { api } from "../../state/api.ts";
import { hubStore } from "../../state/hub.ts";
import { useRemote, followRemote } from "../../state/remotes/follow-remote.ts";

const answer = followRemote<SettingsAnswer>(() => api.call("settings"));

// What is set from outside may have changed whenever the hub tells its settings anew.
hubStore.subscribe((state, before) => state.settings !== before.settings && answer.again());

/**
 * What the hub says beside its settings: which of them something else decides, and whether commands can be parsed. Null
 * until it said so; without it the page still shows the right values, and the hub refuses what can't be changed.
 */
export const useSettingsAnswer = (): SettingsAnswer | null => useRemote(answer).data;
