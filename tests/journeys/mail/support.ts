import type { CaseView, TimelineItem } from '../../../shared/contracts/api/views.ts';
import type { TestCloud, TestMail } from '../../support/local-cloud.ts';

export const agent = 'agent@guardia.example';
export const ana = 'ana@acme.example';
export const gus = 'gus@globex.example';

interface List<Item> {
  readonly items: Item[];
}

/** What the journeys of a mail do and look at. */
export const desk = (cloud: TestCloud) => ({
  /** Sends a mail and waits until everything that follows from it is done. */
  async mail(mail: TestMail): Promise<void> {
    await cloud.sendMail(mail);
    await cloud.settle();
  },
  async cases(user = agent, query = ''): Promise<CaseView[]> {
    return (await cloud.call<List<CaseView>>(user, `GET /cases${query}`)).body.items;
  },
  async caseOf(subject: string, user = agent): Promise<CaseView> {
    const found = (await this.cases(user)).find((one) => one.subject === subject);
    if (found === undefined) throw new Error(`There is no case «${subject}».`);
    return (await cloud.call<CaseView>(user, `GET /cases/${found.caseId}`)).body;
  },
  async timeline(caseId: string, user = agent): Promise<TimelineItem[]> {
    return (await cloud.call<List<TimelineItem>>(user, `GET /cases/${caseId}/timeline`)).body.items;
  },
  async types(caseId: string, user = agent): Promise<string[]> {
    return (await this.timeline(caseId, user)).map(({ type }) => type);
  },
  /** The newest mail that went out to an address. */
  async lastMailTo(address: string) {
    const mail = (await cloud.outbox()).filter(({ to, cc }) => [...to, ...cc].includes(address)).at(-1);
    if (mail === undefined) throw new Error(`No mail went out to ${address}.`);
    return mail;
  },
  async mailsTo(address: string): Promise<number> {
    return (await cloud.outbox()).filter(({ to, cc }) => [...to, ...cc].includes(address)).length;
  },
});

/** One header of a mail that went out, however its name is written. */
export function header(mail: { readonly headers: Readonly<Record<string, unknown>> }, name: string): string {
  const found = Object.entries(mail.headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? '' : String(found[1]);
}

/** The address in a header such as `Guardia <support+token@guardia.example>`. */
export const addressIn = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value;
