import { useState } from "react";
import type { DesktopState } from "#contract/desktop.ts";
import { attempt } from "../../state/attempt.ts";
import { putOnPath } from "../../state/desktop.ts";
import { Button } from "../../ui/Button.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { useCommand } from "../join/command.ts";

type CommandLine = DesktopState["commandLine"];

const Offer = () => {
  const [isBusy, setBusy] = useState(false);
  const put = async () => {
    setBusy(true);
    await attempt("Could not change the PATH", () => putOnPath(true));
    setBusy(false);
  };
  return (
    <p>
      Terminals don’t know the command yet:{" "}
      <Button size="s" isBusy={isBusy} onClick={() => void put()}>
        Put it on the PATH
      </Button>
    </p>
  );
};

/** How agents come to report by themselves; the command is the one that works on this computer. */
export const AgentsStep = ({ commandLine }: { commandLine: CommandLine | null }) => {
  const command = useCommand();
  return (
    <>
      <p>
        Claude Code, Codex and others report by their own hooks. This finds those of the computer it runs on, shows what
        it would change, and asks first:
      </p>
      {commandLine?.state === "offered" && <Offer />}
      <Copyable text={`${command} install all`} label="command that connects agents" />
      <p>
        The step is done when the first of them has reported, or <code>muster doctor</code> has found it in order.
      </p>
    </>
  );
};
