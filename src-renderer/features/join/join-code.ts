import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { JoinCode } from "#contract/machine.ts";
import { api } from "../../state/api.ts";
import { hubStore } from "../../state/hub.ts";
import { hubNow } from "../../state/now.ts";
import { announce } from "../../ui/announce.ts";

export interface JoinState {
  code: JoinCode | null;
  /** The machine that came in while the code was shown: codes are for one machine. */
  joined: string | null;
  error: unknown;
  isBusy: boolean;
}

const joinStore = createStore<JoinState>()(() => ({ code: null, joined: null, error: null, isBusy: false }));

/** Asks the hub for a new code. */
export const renewCode = async (): Promise<void> => {
  if (joinStore.getState().isBusy) return;
  joinStore.setState({ isBusy: true, error: null });
  try {
    joinStore.setState({ code: await api.call("createJoinCode"), joined: null });
  } catch (error) {
    joinStore.setState({ error, code: null });
  } finally {
    joinStore.setState({ isBusy: false });
  }
};

const isUsable = ({ code, joined }: JoinState) =>
  code !== null && joined === null && Date.parse(code.expiresAt) > hubNow();

const watchMachines = () =>
  hubStore.subscribe(({ machines }, before) => {
    if (machines === before.machines || joinStore.getState().code === null) return;
    const fresh = Object.values(machines).find(({ id }) => !(id in before.machines));
    if (!fresh) return;
    joinStore.setState({ joined: fresh.name });
    announce(`${fresh.name} joined.`);
  });

/** A code to show: one that still holds, else a new one. */
export const useJoinCode = (): JoinState => {
  useEffect(() => {
    if (!isUsable(joinStore.getState())) void renewCode();
    return watchMachines();
  }, []);
  return useStore(joinStore);
};
