import type { ColumnType } from "kysely";
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export type account = {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    accessToken: string | null;
    refreshToken: string | null;
    idToken: string | null;
    accessTokenExpiresAt: Timestamp | null;
    refreshTokenExpiresAt: Timestamp | null;
    scope: string | null;
    password: string | null;
    createdAt: Timestamp;
    updatedAt: Timestamp;
};
export type agreements = {
    id: string;
    case_id: string;
    opinion_id: string;
    user_id: string;
    hash: string;
    at: Timestamp;
};
export type aliases = {
    channel: string;
    kind: string;
    /**
     * HMAC-SHA-256 of the value under the index key, base64url.
     */
    lookup: string;
    conversation_id: string;
    sealed: Buffer;
    /**
     * The one to write to: the newest the provider told us.
     */
    seen_at: Timestamp;
};
export type arrangements = {
    id: string;
    seq: Generated<string>;
    case_id: string;
    user_id: string;
    /**
     * Lists of pages, each `{ document, page }`, as JSON.
     */
    groups: string;
    undoes: string | null;
    at: Timestamp;
};
export type audit = {
    id: string;
    seq: Generated<string>;
    actor: string;
    act: string;
    object: string;
    detail: string | null;
    at: Timestamp;
};
export type case_marks = {
    user_id: string;
    case_id: string;
    fact_seq: string;
    paper_seq: string;
    at: Timestamp;
};
export type case_moves = {
    seq: Generated<string>;
    case_id: string;
    from_status: string;
    to_status: string;
    at: Timestamp;
};
export type cases = {
    id: string;
    /**
     * Six letters and digits, in SMS and on the desk. Useless for signing in.
     */
    reference: string;
    key_id: string;
    status: string;
    status_since: Timestamp;
    opened_at: Timestamp;
    changed_at: Timestamp;
};
export type composer_locks = {
    conversation_id: string;
    user_id: string;
    until: Timestamp;
};
export type consents = {
    id: string;
    seq: Generated<string>;
    case_id: string;
    conversation_id: string;
    purpose: string;
    given: boolean;
    version: string;
    hash: string;
    language: string;
    speaker: string;
    message_id: string;
    /**
     * The exact words shown.
     */
    sealed: Buffer;
    at: Timestamp;
};
export type conversations = {
    id: string;
    channel: string;
    case_id: string;
    key_id: string;
    /**
     * Hash of the flow it began with.
     */
    flow: string;
    /**
     * The engine's state.
     */
    sealed: Buffer;
    /**
     * bot or staff
     */
    voice: Generated<string>;
    holder_id: string | null;
    /**
     * Grows with each change of voice: what an older voice queued is not sent.
     */
    epoch: Generated<number>;
    language: Generated<string>;
    /**
     * When the person last wrote: the 24-hour window counts from here.
     */
    last_inbound_at: Timestamp | null;
    /**
     * After a failed step: nothing of this conversation is tried before.
     */
    rest_until: Timestamp | null;
    /**
     * Their oldest message that nobody answered yet.
     */
    waiting_since: Timestamp | null;
    opened_at: Timestamp;
    changed_at: Timestamp;
    /**
     * Whose it is at the desk: one of the staff, or a team.
     */
    assignee_id: string | null;
    team: string | null;
    labels: Generated<string[]>;
    /**
     * Kept by triggers from `cases` and `tasks`: the status, and the most pressing open task.
     */
    case_status: Generated<string>;
    case_since: Timestamp | null;
    task_rank: number | null;
    task_since: Timestamp | null;
    /**
     * Where it stands in the queue, made by a trigger: rank × 10^13 + milliseconds. Small is urgent.
     */
    place: Generated<string>;
};
export type corrections = {
    id: string;
    seq: Generated<string>;
    case_id: string;
    document_id: string;
    /**
     * What was read, what it says, and where; under the case's key.
     */
    sealed: Buffer;
    at: Timestamp;
};
export type covers = {
    id: string;
    seq: Generated<string>;
    case_id: string;
    document_id: string;
    number: number;
    user_id: string;
    /**
     * Cover, uncover or clear, and the place; under the case's key.
     */
    sealed: Buffer;
    at: Timestamp;
};
export type documents = {
    id: string;
    seq: Generated<string>;
    case_id: string;
    reading_id: string;
    message_id: string;
    /**
     * Store name of the original: keyed hash of the bytes.
     */
    file: string;
    type: string;
    type_confidence: number;
    /**
     * What somebody at the desk says it is, and who: it goes before `type`.
     */
    told_type: string | null;
    told_by: string | null;
    mime: string;
    bytes: number;
    faults: string[];
    failure: string | null;
    duplicate_of: string | null;
    /**
     * File name and caption as sent.
     */
    sealed: Buffer;
    at: Timestamp;
};
export type facts = {
    id: string;
    seq: Generated<string>;
    case_id: string;
    sealed: Buffer;
    at: Timestamp;
};
export type first_reads = {
    id: string;
    case_id: string;
    reader_id: string;
    sealed: Buffer;
    saved_at: Timestamp;
    handed_in_at: Timestamp | null;
};
export type flows = {
    hash: string;
    body: string;
    at: Timestamp;
};
export type inbox = {
    id: string;
    seq: Generated<string>;
    conversation_id: string;
    /**
     * Event kind: message, document_read, timer, taken …
     */
    kind: string;
    /**
     * Unique for ever per source: a repeat changes nothing.
     */
    source: string;
    /**
     * Timers only: the pending one of a key is replaced.
     */
    timer_key: string | null;
    sealed: Buffer;
    due_at: Timestamp;
    at: Timestamp;
    attempts: Generated<number>;
    /**
     * Why the last attempt failed: a code.
     */
    failure: string | null;
    done_at: Timestamp | null;
    parked_at: Timestamp | null;
};
export type invitations = {
    id: string;
    /**
     * SHA-256 of the token, base64url. The token itself is nowhere.
     */
    hash: string;
    /**
     * account, password or second_step
     */
    purpose: string;
    email: string;
    name: string;
    role: string;
    /**
     * Whose account it mends; null for one that is to be made.
     */
    user_id: string | null;
    by: string;
    made_at: Timestamp;
    ends_at: Timestamp;
    used_at: Timestamp | null;
    revoked_at: Timestamp | null;
};
export type kept = {
    id: string;
    channel: string;
    /**
     * unreadable, unknown, notice, spooled …
     */
    reason: string;
    sealed: Buffer;
    at: Timestamp;
    seen_at: Timestamp | null;
};
export type keys = {
    id: string;
    /**
     * conversation, case, index or service
     */
    purpose: string;
    wrapped: Buffer | null;
    /**
     * Which master key wrapped it: first 8 hex digits of its hash.
     */
    master: string;
    made_at: Timestamp;
    destroyed_at: Timestamp | null;
};
export type mentions = {
    user_id: string;
    note_id: string;
    conversation_id: string;
    at: Timestamp;
    seen_at: Timestamp | null;
};
export type name_lookups = {
    lookup: string;
    case_id: string;
};
export type notes = {
    id: string;
    case_id: string;
    conversation_id: string;
    author_id: string;
    sealed: Buffer;
    at: Timestamp;
};
export type opinions = {
    id: string;
    case_id: string;
    version: number;
    author_id: string;
    sealed: Buffer;
    case_hash: string | null;
    file: string | null;
    /**
     * Outbox id of the PDF's message, for its receipt.
     */
    outbox_id: string | null;
    saved_at: Timestamp;
    signed_at: Timestamp | null;
    /**
     * Newest fact and paper the doctor saw: what came later is new.
     */
    seen_fact: string | null;
    seen_paper: string | null;
    /**
     * What a stranger with the paper in hand may check.
     */
    code: string | null;
    /**
     * SHA-256 of the PDF.
     */
    file_hash: string | null;
    signer: string | null;
    signer_registration: string | null;
};
export type outbox = {
    /**
     * `<event id>.<n>`
     */
    id: string;
    seq: Generated<string>;
    conversation_id: string;
    channel: string;
    /**
     * person or family
     */
    audience: string;
    voice: string;
    epoch: number;
    /**
     * A step's name, reminder, status, opinion …
     */
    tag: string;
    sealed: Buffer;
    /**
     * queued held leased unknown sent delivered read failed withdrawn parked
     */
    state: Generated<string>;
    /**
     * Why it went, waits, is held or was taken back: the planner's word.
     */
    reason: string | null;
    provider_id: string | null;
    attempts: Generated<number>;
    due_at: Timestamp;
    leased_until: Timestamp | null;
    failure: string | null;
    segments: number | null;
    at: Timestamp;
    sent_at: Timestamp | null;
    delivered_at: Timestamp | null;
    read_at: Timestamp | null;
    failed_at: Timestamp | null;
    /**
     * seen reply staff update opinion reminder nudge family fallback
     */
    kind: Generated<string>;
    /**
     * 0 goes before 1, 1 before 2.
     */
    urgency: Generated<number>;
    /**
     * When to look whether it was delivered or read.
     */
    check_at: Timestamp | null;
    /**
     * In rupees, as planned: the bill is the provider's.
     */
    price: number | null;
    /**
     * What is done where it does not arrive: `refused:sms undelivered:4h:sms`.
     */
    fallback: string | null;
    /**
     * What an authority knows this text by, where one must: entity/header/template of India's DLT.
     */
    registration: string | null;
    /**
     * How often it stayed open whether it went out.
     */
    doubts: Generated<number>;
};
export type outcomes = {
    id: string;
    case_id: string;
    what: string;
    code: string;
    at: Timestamp;
};
export type pages = {
    document_id: string;
    number: number;
    width: number;
    height: number;
    rotation: number;
    /**
     * Store name of the upright image.
     */
    file: string;
    /**
     * Lines with boxes.
     */
    sealed: Buffer;
};
export type paper_times = {
    document_id: string;
    seconds: Generated<number>;
    first_at: Timestamp;
    seen_at: Timestamp;
    settled_at: Timestamp | null;
};
export type parties = {
    channel: string;
    kind: string;
    lookup: string;
    conversation_id: string;
    /**
     * The name itself, under that conversation's key.
     */
    sealed: Buffer;
    seen_at: Timestamp;
};
export type passkey = {
    id: string;
    name: string | null;
    publicKey: string;
    userId: string;
    credentialID: string;
    counter: number;
    deviceType: string;
    backedUp: boolean;
    transports: string | null;
    createdAt: Timestamp | null;
    /**
     * Of the kind of device, not of the device.
     */
    aaguid: string | null;
};
export type permissions = {
    id: string;
    seq: Generated<string>;
    channel: string;
    lookup: string;
    conversation_id: string | null;
    given: boolean;
    /**
     * chat, consent, stop_word, start_word, provider
     */
    method: string;
    /**
     * service, family, marketing
     */
    purpose: Generated<string>;
    /**
     * Event or provider id of the message that said so.
     */
    message_id: string | null;
    at: Timestamp;
};
export type readings = {
    /**
     * Id of the effect that asked for it.
     */
    id: string;
    conversation_id: string;
    case_id: string;
    channel: string;
    /**
     * The media reference.
     */
    sealed: Buffer;
    /**
     * queued leased done parked
     */
    state: Generated<string>;
    urgent: Generated<boolean>;
    /**
     * No machine may read it: kept for a person.
     */
    keep_only: Generated<boolean>;
    /**
     * A photo that waits for a quick look; it is read afterwards.
     */
    unseen: Generated<boolean>;
    attempts: Generated<number>;
    due_at: Timestamp;
    leased_until: Timestamp | null;
    failure: string | null;
    /**
     * Store name of the original bytes, once downloaded.
     */
    file: string | null;
    at: Timestamp;
};
export type receipts = {
    channel: string;
    provider_id: string;
    status: string;
    /**
     * Our outbox id where the provider hands it back.
     */
    callback: string | null;
    failure: string | null;
    at: Timestamp;
    seen_at: Timestamp;
};
export type retakes = {
    id: string;
    case_id: string;
    document_id: string;
    page: number;
    fault: string;
    user_id: string;
    at: Timestamp;
    answered_at: Timestamp | null;
};
export type reviewers = {
    case_id: string;
    user_id: string;
    responsible: boolean;
    named_by: string;
    at: Timestamp;
};
export type second_readers = {
    case_id: string;
    asked_by: string;
    at: Timestamp;
};
export type seen_marks = {
    user_id: string;
    conversation_id: string;
    seq: string;
    at: Timestamp;
};
export type session = {
    id: string;
    expiresAt: Timestamp;
    token: string;
    createdAt: Timestamp;
    updatedAt: Timestamp;
    ipAddress: string | null;
    userAgent: string | null;
    userId: string;
    /**
     * How it was opened: password, code, passkey or directory.
     */
    proof: Generated<string>;
    /**
     * No use of it lengthens it past this; a trigger holds expiresAt below.
     */
    endsAt: Timestamp | null;
};
export type settlements = {
    fact_id: string;
    case_id: string;
    user_id: string;
    at: Timestamp;
};
export type tasks = {
    id: string;
    case_id: string;
    conversation_id: string;
    what: string;
    note: Buffer | null;
    at: Timestamp;
    closed_at: Timestamp | null;
    closed_by: string | null;
    /**
     * By when somebody must have seen to it, and when it was said that nobody had.
     */
    due_at: Timestamp | null;
    late_at: Timestamp | null;
};
export type templates = {
    name: string;
    language: string;
    state: string | null;
    state_at: Timestamp | null;
    category: string | null;
    category_at: Timestamp | null;
    quality: string | null;
    quality_at: Timestamp | null;
};
export type twoFactor = {
    id: string;
    secret: string;
    backupCodes: string;
    userId: string;
    /**
     * False until the first code was typed.
     */
    verified: boolean | null;
    failedVerificationCount: number | null;
    lockedUntil: Timestamp | null;
};
export type used_codes = {
    user_id: string;
    /**
     * A keyed hash.
     */
    code: string;
    at: Timestamp;
};
export type user = {
    id: string;
    name: string;
    email: string;
    emailVerified: boolean;
    image: string | null;
    role: Generated<string>;
    twoFactorEnabled: boolean | null;
    /**
     * A reviewer's degree and council registration, printed on every opinion.
     */
    qualification: string | null;
    registration: string | null;
    /**
     * Switched off since then: it opens nothing.
     */
    offAt: Timestamp | null;
    createdAt: Timestamp;
    updatedAt: Timestamp;
};
export type verification = {
    id: string;
    identifier: string;
    value: string;
    expiresAt: Timestamp;
    createdAt: Timestamp;
    updatedAt: Timestamp;
};
export type viewers = {
    conversation_id: string;
    user_id: string;
    until: Timestamp;
};
export type DB = {
    account: account;
    agreements: agreements;
    aliases: aliases;
    arrangements: arrangements;
    audit: audit;
    case_marks: case_marks;
    case_moves: case_moves;
    cases: cases;
    composer_locks: composer_locks;
    consents: consents;
    conversations: conversations;
    corrections: corrections;
    covers: covers;
    documents: documents;
    facts: facts;
    first_reads: first_reads;
    flows: flows;
    inbox: inbox;
    invitations: invitations;
    kept: kept;
    keys: keys;
    mentions: mentions;
    name_lookups: name_lookups;
    notes: notes;
    opinions: opinions;
    outbox: outbox;
    outcomes: outcomes;
    pages: pages;
    paper_times: paper_times;
    parties: parties;
    passkey: passkey;
    permissions: permissions;
    readings: readings;
    receipts: receipts;
    retakes: retakes;
    reviewers: reviewers;
    second_readers: second_readers;
    seen_marks: seen_marks;
    session: session;
    settlements: settlements;
    tasks: tasks;
    templates: templates;
    twoFactor: twoFactor;
    used_codes: used_codes;
    user: user;
    verification: verification;
    viewers: viewers;
};
