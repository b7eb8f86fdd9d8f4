import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import type { PersonSession } from "#contract/session.ts";
import { sendReply } from "../../state/discussions.ts";
import { clearDraft, type Draft, getDraft, setDraft, useDraft } from "../../state/drafts.ts";
import { useHub } from "../../state/hub.ts";
import { Button } from "../../ui/Button.tsx";
import { classes } from "../../ui/classes.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { AttachButton } from "../attachments/AttachButton.tsx";
import { pasteFiles } from "../attachments/drop.ts";
import { UploadList } from "../attachments/UploadList.tsx";
import { takeUploads, useUploads } from "../attachments/use-uploads.ts";
import { namesOf } from "../attachments/words.ts";
import { CommandMenu } from "./CommandMenu.tsx";
import styles from "./Compose.module.css";
import { mayDecide } from "./decisions.ts";
import { offerFocus } from "./focus.ts";
import { QuoteChip } from "./QuoteChip.tsx";
import { SteerLine } from "./SteerLine.tsx";
import { type Room, roomFor } from "./size.ts";
import { useCommands } from "./use-commands.ts";
import { useDecision } from "./use-decision.ts";
import { WaitSwitch } from "./WaitSwitch.tsx";

const Hints = () => (
  <span className={styles.hints}>
    <span>
      <Kbd combo="/" /> commands
    </span>
    <span>
      <Kbd combo="enter" /> send
    </span>
  </span>
);

// A text area keeps its role: what is chosen is its active descendant.
const choosing = (menuId: string, at: number) => ({
  "aria-autocomplete": "list" as const,
  "aria-controls": menuId,
  "aria-activedescendant": `${menuId}-${at}`,
});

const RoomLeft = ({ room }: { room: Room }) => (
  <span className={room.isOver ? styles.over : styles.room} role={room.isOver ? "alert" : undefined}>
    {room.words}
  </span>
);

const useBox = () => {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const focus = () => {
      box.current?.focus();
      const end = box.current?.value.length ?? 0;
      box.current?.setSelectionRange(end, end);
    };
    return offerFocus(focus);
  }, []);
  return box;
};

/** What is written and attached, whether it can go now, and the way to send it. */
const useReply = ({ id, lastSeq }: PersonSession, { text, quote }: Draft) => {
  const isAway = useHub((state) => state.connection === "away");
  const uploads = useUploads(id);
  const room = roomFor(text);
  const isSaid = text.trim() !== "" || uploads.length > 0;
  const canSend = isSaid && uploads.every(({ state }) => state === "done") && !isAway && room?.isOver !== true;
  const decision = useDecision(id, (sent) => getDraft(id).text.trim() === sent && clearDraft(id));
  const isPlain = quote === null && uploads.length === 0;
  const send = () => {
    if (!canSend || decision.isBusy) return;
    if (isPlain && mayDecide(text)) {
      void decision.say(text.trim());
      return;
    }
    const attachments = takeUploads(id);
    const words = text.trim() || namesOf(attachments);
    void sendReply({ sessionId: id, text: words, quote, attachments, afterSeq: lastSeq });
    clearDraft(id);
  };
  const problem = decision.problem?.text === text.trim() ? decision.problem.words : null;
  return { uploads, room, canSend: canSend && !decision.isBusy, send, problem };
};

const steerWords = (agentName: string) => ({
  placeholder: `Reply to steer ${agentName}…`,
  label: `Reply to steer ${agentName}`,
});

// What is written to an agent is plain language most of the time.
const writing = { dir: "auto", rows: 1, spellCheck: true, enterKeyHint: "send" } as const;

const viewerWords = {
  placeholder: "Write to the people here…",
  label: "Write to the people here; the agent doesn’t get it",
};

/** The box to reply in: Enter sends, Shift+Enter begins a new line; what is not sent stays as a draft. */
export const Compose = ({ session }: { session: PersonSession }) => {
  const { id, agent } = session;
  const draft = useDraft(id);
  const box = useBox();
  const menuId = useId();
  const { uploads, room, canSend, send, problem } = useReply(session, draft);
  const setText = (text: string) => setDraft(id, { ...draft, text });
  const commands = useCommands(session, draft.text, setText);
  const isMenuOpen = commands.found.length > 0;
  const words = session.role === "viewer" ? viewerWords : steerWords(agent.name);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An Enter that ends the input of a Chinese, Japanese or Korean word is not meant for us; Safari says so by 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (commands.onKey(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") event.currentTarget.blur();
  };

  return (
    <footer className={styles.compose}>
      {isMenuOpen && (
        <CommandMenu id={menuId} commands={commands.found} chosen={commands.at} onChoose={commands.choose} />
      )}
      <div className={styles.box}>
        {draft.quote && <QuoteChip quote={draft.quote} onRemove={() => setDraft(id, { ...draft, quote: null })} />}
        <UploadList sessionId={id} uploads={uploads} />
        <textarea
          ref={box}
          className={classes(styles.field, draft.text.length > 2_000 && styles.long)}
          data-compose
          {...writing}
          value={draft.text}
          placeholder={words.placeholder}
          aria-label={words.label}
          {...(isMenuOpen ? choosing(menuId, commands.at) : {})}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => pasteFiles(id, event.clipboardData) && event.preventDefault()}
        />
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={styles.foot}>
          <SteerLine session={session} />
          <WaitSwitch session={session} />
          <Hints />
          {room && <RoomLeft room={room} />}
          <AttachButton sessionId={id} className={styles.attach} />
          <Button tone="primary" className={styles.send} disabled={!canSend} onClick={send}>
            Send
          </Button>
        </div>
      </div>
    </footer>
  );
};
