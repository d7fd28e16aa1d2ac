import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { lookAfter } from '../../functions/reconcile-mail/look-after.ts';
import { readStored } from '../../functions/reconcile-mail/s3-notification.ts';
import type { Place } from '../../shared/aws/case-store.ts';
import { keys } from '../../shared/aws/keys.ts';
import { reconcileMail } from '../../shared/desk/reconcile-mail.ts';

const place: Place = { caseId: '01JD4', seq: 2 };

describe('a stored mail', () => {
  it.each([
    { look: 1, outcome: 'handed-in-again', because: 'its message may just have been lost' },
    { look: 2, outcome: 'lost', because: 'handing it in did not help' },
    { look: 5, outcome: 'lost', because: 'it still has no case' },
  ])('without a case is $outcome at look $look, because $because', async ({ look, outcome }) => {
    const { desk, handedIn } = givenDesk({});

    expect(await reconcileMail(desk, { key: 'mail', look })).toBe(outcome);
    expect(handedIn).toEqual(['mail']);
  });

  it.each([
    { key: 'mail', because: 'it has its place in a timeline' },
    { key: 'AMAZON_SES_SETUP_NOTIFICATION', because: 'nobody wrote it' },
  ])('is left alone when $because', async ({ key }) => {
    const { desk, handedIn } = givenDesk({ [keys.raw('mail').pk]: place });

    expect(await reconcileMail(desk, { key, look: 1 })).toBe('placed');
    expect(handedIn).toEqual([]);
  });
});

describe("S3's notification", () => {
  const notification = (...names: readonly string[]) =>
    JSON.stringify({
      Records: names.map((key) => ({ eventName: 'ObjectCreated:Put', s3: { object: { key } } })),
    });

  it('names each mail, by the key that it has in the bucket', () => {
    expect(readStored(notification('2aq9', 'mail/a+b%2Bc%C3%B1.eml'))).toEqual(['2aq9', 'mail/a b+cñ.eml']);
  });

  it('of its own test names none', () => {
    expect(readStored('{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"mail"}')).toEqual([]);
  });

  it('is refused when S3 could not have sent it', () => {
    expect(() => readStored('{"Records":[{"sns":{}}]}')).toThrow();
  });
});

describe('a batch', () => {
  it('comes back but for the mails that are where they belong', async () => {
    const answer = await lookAfter(records('placed', 'missing', 'refused', 'placed'), look);

    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '1' }, { itemIdentifier: '2' }]);
  });

  it('is no error of the function when every mail is missing: another alarm is on that', async () => {
    const answer = await lookAfter(records('missing', 'missing'), look);

    expect(answer.batchItemFailures).toHaveLength(2);
  });

  it('fails as a whole, for the alarm on errors, when no mail could be looked for', async () => {
    await expect(lookAfter(records('refused', 'refused'), look)).rejects.toThrow('refused');
  });
});

function records(...bodies: readonly string[]): readonly SQSRecord[] {
  return bodies.map((body, index) => ({ body, messageId: String(index) }) as SQSRecord);
}

async function look({ body }: SQSRecord): Promise<'placed' | 'missing'> {
  if (body === 'placed' || body === 'missing') return body;
  throw new Error(body);
}

function givenDesk(places: Readonly<Record<string, Place>>) {
  const handedIn: string[] = [];
  const desk = {
    cases: { place: async ({ pk }: { pk: string }) => places[pk] ?? null },
    box: {
      handInAgain: async (key: string) => {
        handedIn.push(key);
      },
    },
  };
  return { desk, handedIn };
}
