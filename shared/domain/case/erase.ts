import type { TimelineEntry } from './events.ts';

/** A person to be erased: everything that says who they are. */
export interface ErasedPerson {
  readonly contactId: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly phone: string | null;
  /** Words of theirs that others repeat: the subject of a case that they opened. */
  readonly words?: readonly string[];
}

const nobody = { address: 'erased@invalid', name: '' } as const;

/** Whether somebody can be written to: not a person who was erased, nor one of whom no address is known. */
export function isReachable({ address }: { readonly address: string }): boolean {
  return address.includes('@') && !address.endsWith('@invalid');
}

/** Stands for words that must not be empty. */
const dash = '—';

/** What a person writes in their own words, wherever it stands in an entry of theirs. */
const ownWords: Readonly<Record<string, unknown>> = {
  text: '',
  subject: dash,
  summary: dash,
  reason: dash,
  notes: null,
  comment: null,
  description: dash,
  companyName: dash,
  contactName: dash,
  contactPhone: dash,
  contactEmail: nobody.address,
  rawKey: null,
  attachments: [],
  refusedAttachments: [],
  affected: {},
};

/** What is shorter than this would be found inside other words. */
const shortest = 4;

/**
 * An entry without the person: their words are gone where they wrote it, their name, addresses and number
 * wherever they are named. Who did what when stays, as the evidence of the contract; the hashes stay, so that
 * the chain still holds (chain.ts).
 *
 * @returns null if the entry does not know the person
 */
export function eraseFromEntry(entry: TimelineEntry, person: ErasedPerson): TimelineEntry | null {
  const marks = marksOf(person);
  const wrote = isAuthor(entry, person);
  const actor = wrote
    ? { ...entry.actor, id: person.contactId, name: '' }
    : withoutPerson(entry.actor, person, marks);
  const named = withoutPerson(entry.data, person, marks);
  const data = wrote ? withoutWords(named) : named;
  const before = JSON.stringify([entry.actor, entry.data]);
  if (JSON.stringify([actor, data]) === before) return null;
  return { ...entry, actor, data, erased: true } as TimelineEntry;
}

/** The raw mail that the person sent with this entry, if it is one. */
export function rawMailOf(entry: TimelineEntry, person: ErasedPerson): string | null {
  return entry.type === 'message.received' && isAuthor(entry, person) ? entry.data.rawKey : null;
}

/** Whether the person did it, or it brought their words in. */
export function isAuthor(entry: TimelineEntry, { contactId, addresses }: ErasedPerson): boolean {
  const { actor } = entry;
  const isContact = (actor.kind === 'contact' || actor.kind === 'stranger') && actor.id === contactId;
  if (isContact || addresses.includes(actor.id.toLowerCase())) return true;
  if (entry.type === 'case.opened') return isParty(entry.data.requester, { contactId, addresses });
  return entry.type === 'message.received' && isParty(entry.data.from, { contactId, addresses });
}

/** What gives the person away inside other words, longest first. */
function marksOf({ name, addresses, phone, words = [] }: ErasedPerson): readonly string[] {
  return [name, ...addresses, ...words, ...(phone === null ? [] : [phone])]
    .map((mark) => mark.trim())
    .filter(({ length }) => length >= shortest)
    .sort((a, b) => b.length - a.length);
}

type Value = unknown;

function withoutPerson(value: Value, person: ErasedPerson, marks: readonly string[]): Value {
  if (typeof value === 'string') return withoutMarks(value, marks);
  if (Array.isArray(value)) return value.map((inner) => withoutPerson(inner, person, marks));
  if (value === null || typeof value !== 'object') return value;
  if (isParty(value, person)) return nobody;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutPerson(inner, person, marks)]),
  );
}

function withoutMarks(text: string, marks: readonly string[]): string {
  let clean = text;
  for (const mark of marks) {
    const at = mark.includes('@') ? nobody.address : dash;
    clean = clean.replace(new RegExp(escaped(mark), 'giu'), at);
  }
  return clean;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function withoutWords(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (!(name in ownWords) || inner === null) return [name, withoutWords(inner)];
      return [name, ownWords[name]];
    }),
  );
}

function isParty(
  value: object,
  { contactId, addresses }: Pick<ErasedPerson, 'contactId' | 'addresses'>,
): boolean {
  if ('contactId' in value && 'address' in value && value.contactId === contactId) return true;
  return (
    'address' in value &&
    'name' in value &&
    typeof value.address === 'string' &&
    addresses.includes(value.address.toLowerCase())
  );
}
