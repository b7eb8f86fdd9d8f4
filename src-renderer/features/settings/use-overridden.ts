import { useEffect, useState } from "react";
import { api } from "../../state/api.ts";
import { useHub } from "../../state/hub.ts";

/** The names of the settings that something else than this page decides now. Empty until the hub said so. */
export const useOverridden = (): ReadonlySet<string> => {
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  const settings = useHub((state) => state.settings);
  useEffect(() => {
    const aim = new AbortController();
    void api
      .call("settings", { signal: aim.signal })
      .then(({ overridden }) => setNames(new Set(overridden)))
      .catch(() => {
        // Without this the page still shows the right values; a change that can't be made is refused by the hub.
      });
    return () => aim.abort();
    // What is overridden may have changed whenever the hub tells its settings anew.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [settings]);
  return names;
};
