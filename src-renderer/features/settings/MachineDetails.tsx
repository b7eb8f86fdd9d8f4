import { useState } from "react";
import type { ApprovalMode, Machine, MachineChange, Report } from "#contract/machine.ts";
import { api } from "../../state/api.ts";
import { attempt } from "../../state/attempt.ts";
import { useIsOwner } from "../../state/role.ts";
import { approvalModeWords, reportWords, terminalHelp, terminalWarning } from "../../text/machines.ts";
import { announce } from "../../ui/announce.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { type Segment, Segmented } from "../../ui/Segmented.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { Doctor } from "./Doctor.tsx";
import { Row } from "./Section.tsx";

const levels: readonly Segment<Report>[] = (["states", "messages", "tools"] as const).map((value) => ({
  value,
  label: reportWords[value].label,
}));

const modes: readonly Segment<ApprovalMode>[] = (["off", "beside", "hold"] as const).map((value) => ({
  value,
  label: approvalModeWords[value].label,
}));

const change = async (machine: Machine, body: MachineChange): Promise<boolean> => {
  const done = await attempt("Could not change it", () =>
    api.call("changeMachine", { params: { id: machine.id }, body }),
  );
  if (done) announce("Saved.");
  return done;
};

interface Props {
  machine: Machine;
}

const ReportRow = ({ machine }: Props) => {
  const id = `report-${machine.id}`;
  return (
    <Row id={id} label="What it tells" help={reportWords[machine.report].help} isWide>
      <Segmented
        name={id}
        labelledBy={id}
        describedBy={`${id}-help`}
        segments={levels}
        value={machine.report}
        onChange={(report) => void change(machine, { report })}
      />
    </Row>
  );
};

const ApprovalsRow = ({ machine }: Props) => {
  const id = `approvals-${machine.id}`;
  return (
    <Row id={id} label="Asks for approval here" help={approvalModeWords[machine.approvals].help} isWide>
      <Segmented
        name={id}
        labelledBy={id}
        describedBy={`${id}-help`}
        segments={modes}
        value={machine.approvals}
        onChange={(approvals) => void change(machine, { approvals })}
      />
    </Row>
  );
};

const TerminalRow = ({ machine }: Props) => {
  const [isAsking, setAsking] = useState(false);
  const id = `terminal-${machine.id}`;
  const allow = async () => {
    if (await change(machine, { terminal: true })) setAsking(false);
  };
  return (
    <Row id={id} label="Type replies into its terminals" help={terminalHelp}>
      <Switch
        isOn={machine.terminal}
        labelledBy={id}
        describedBy={`${id}-help`}
        onChange={(isOn) => (isOn ? setAsking(true) : void change(machine, { terminal: false }))}
      />
      {isAsking && (
        <ConfirmDialog
          title={`Type into terminals of ${machine.name}?`}
          description={terminalWarning}
          confirm="Allow it"
          onConfirm={allow}
          onClose={() => setAsking(false)}
        />
      )}
    </Row>
  );
};

/** What one machine found out about itself; for an owner also what it tells, and what may be done on it. */
export const MachineDetails = ({ machine }: Props) => (
  <>
    {useIsOwner() && (
      <>
        <ReportRow machine={machine} />
        <ApprovalsRow machine={machine} />
        <TerminalRow machine={machine} />
      </>
    )}
    <Doctor machine={machine} />
  </>
);
