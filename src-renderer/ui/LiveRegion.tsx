import { useStore } from "zustand";
import { announcement } from "./announce.ts";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

/** The one live region of the screen, drawn once by the shell. */
export const LiveRegion = () => {
  const { text, turn } = useStore(announcement);
  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite">
        <span key={turn}>{text}</span>
      </span>
    </VisuallyHidden>
  );
};
