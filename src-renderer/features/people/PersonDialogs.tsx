import { useState } from "react";
import type { Invitation, Member } from "#contract/people.ts";
import { attempt } from "../../state/attempt.ts";
import { formatFull } from "../../state/now.ts";
import { changeMember, invite, inviteAgain, shutOut } from "../../state/people.ts";
import { linkWords, shutOutWords } from "../../text/people.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Copyable } from "../../ui/Copyable.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { showToast } from "../../ui/toast.ts";
import { emptyForm, PersonForm } from "./PersonForm.tsx";
import styles from "./People.module.css";

export type PersonDialog =
  | { type: "invite"; like: Member | null }
  | { type: "change" | "link" | "shut-out"; member: Member };

interface Props {
  member: Member;
  onClose: () => void;
}

const LinkDialog = ({ name, invitation, onClose }: { name: string; invitation: Invitation; onClose: () => void }) => (
  <Dialog isOpen onClose={onClose} title={`The link for ${name}`} description={linkWords} size="m">
    <Copyable text={invitation.link} label="link" />
    <p className={styles.faint}>It holds until {formatFull(invitation.expiresAt)}.</p>
    <Dialog.Actions>
      <Button tone="primary" onClick={onClose}>
        I have passed it on
      </Button>
    </Dialog.Actions>
  </Dialog>
);

const Invite = ({ like, onClose }: { like: Member | null; onClose: () => void }) => {
  const [made, setMade] = useState<{ name: string; invitation: Invitation } | null>(null);
  if (made) return <LinkDialog {...made} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Invite a person"
      description="You get a link that signs them in, to pass on by a way that you trust."
      size="m"
    >
      <PersonForm
        begin={like ?? emptyForm}
        confirm="Make the link"
        onCancel={onClose}
        onSave={async ({ name, role, sees, narrowings }) => {
          const { person, invitation } = await invite({ name, role, sees, narrowings });
          setMade({ name: person.name, invitation });
        }}
      />
    </Dialog>
  );
};

const Change = ({ member, onClose }: Props) => (
  <Dialog
    isOpen
    onClose={onClose}
    title={`Change ${member.name}`}
    description="It counts at once, on every device of theirs."
    size="m"
  >
    <PersonForm
      begin={member}
      confirm="Save"
      onCancel={onClose}
      onSave={async ({ name, role, sees, narrowings }) => {
        await changeMember(member.id, { name, role, sees, narrowings });
        onClose();
        showToast(`Changed ${name}.`);
      }}
    />
  </Dialog>
);

const InviteAgain = ({ member, onClose }: Props) => {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  if (invitation) return <LinkDialog name={member.name} invitation={invitation} onClose={onClose} />;
  const make = async () => {
    await attempt("Could not make a link", async () => setInvitation((await inviteAgain(member.id)).invitation));
  };
  return (
    <ConfirmDialog
      title={`A new link for ${member.name}?`}
      description="A link that is open now stops working. What they are signed in with already stays."
      confirm="Make a link"
      onConfirm={make}
      onClose={onClose}
    />
  );
};

const ShutOut = ({ member, onClose }: Props) => {
  const run = async () => {
    if (!(await attempt("Could not shut them out", () => shutOut(member.id)))) return;
    onClose();
    showToast(`${member.name} is shut out.`);
  };
  return (
    <ConfirmDialog
      title={`Shut ${member.name} out?`}
      description={shutOutWords}
      confirm="Shut out"
      onConfirm={run}
      onClose={onClose}
    />
  );
};

/** The dialogs about people. */
export const PersonDialogs = ({ dialog, onClose }: { dialog: PersonDialog | null; onClose: () => void }) => {
  if (!dialog) return null;
  if (dialog.type === "invite") return <Invite like={dialog.like} onClose={onClose} />;
  const props = { member: dialog.member, onClose };
  if (dialog.type === "change") return <Change {...props} />;
  return dialog.type === "link" ? <InviteAgain {...props} /> : <ShutOut {...props} />;
};
