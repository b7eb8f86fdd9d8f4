import { Paperclip } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { IconButton } from "../../ui/IconButton.tsx";
import { attachFiles } from "./use-uploads.ts";

/** Chooses files to go with the next reply. */
export const AttachButton = ({ sessionId, className }: { sessionId: string; className?: string | undefined }) => {
  const input = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    attachFiles(sessionId, Array.from(event.target.files ?? []));
    // The same file again is a change again.
    event.target.value = "";
  };
  return (
    <>
      <input ref={input} type="file" multiple hidden onChange={choose} data-attach />
      <IconButton
        label="Attach files"
        icon={<Paperclip strokeWidth={1.7} />}
        className={className}
        onClick={() => input.current?.click()}
      />
    </>
  );
};
