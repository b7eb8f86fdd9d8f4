import { useEffect } from "react";
import { hubStore } from "../../state/hub.ts";
import { onChange } from "../../state/stream.ts";
import { plainPreview } from "../../text/preview.ts";
import { announce } from "../../ui/announce.ts";

const mostChars = 200;

/** Has a screen reader say what arrives in the discussion that is shown. */
export const useArrivals = (sessionId: string): void =>
  useEffect(
    () =>
      onChange((change) => {
        if (change.type !== "message" || change.message.sessionId !== sessionId) return;
        const { from, text } = change.message;
        if (from.id === hubStore.getState().person?.id) return;
        announce(
          `${from.name}${change.message.kind === "question" ? " asks" : ""}: ${plainPreview(text).slice(0, mostChars)}`,
        );
      }),
    [sessionId],
  );
