import { type BenchRow, percentile } from './row.ts';

interface CaseAnswer {
  readonly caseId: string;
}

/** Time to answer of the API's everyday calls, one at a time, as an agent and a customer make them. */
export async function benchApi(httpUrl: string, calls: number): Promise<BenchRow[]> {
  const token = async (user: string) => {
    const answer = await fetch(`${httpUrl}/_local/token`, { method: 'POST', body: JSON.stringify({ user }) });
    return ((await answer.json()) as { token: string }).token;
  };
  const [ana, agent] = [await token('ana@acme.example'), await token('agent@guardia.example')];
  const call = async <T>(bearer: string, method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${httpUrl}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const opened: string[] = [];
  const create = async (index: number) => {
    const description = 'Our mail is deferred since noon.';
    const { caseId } = await call<CaseAnswer>(ana, 'POST', '/cases', {
      subject: `Bench ${index}`,
      description,
    });
    opened.push(caseId);
  };
  const timed = async (what: string, one: (index: number) => Promise<unknown>): Promise<BenchRow[]> => {
    for (let index = 0; index < 20; index++) await one(index);
    const times: number[] = [];
    for (let index = 0; index < calls; index++) {
      const begun = performance.now();
      await one(index);
      times.push(performance.now() - begun);
    }
    const row = (name: string, share: number) => ({
      what: `API ${what}, ${name}, N=${calls}`,
      value: Math.round(percentile(times, share) * 10) / 10,
      unit: 'ms',
      bar: null,
    });
    return [row('p50', 0.5), row('p99', 0.99)];
  };
  return [
    ...(await timed('create', create)),
    ...(await timed('read', (index) => call(agent, 'GET', `/cases/${opened[index % opened.length]}`))),
    ...(await timed('list', () => call(agent, 'GET', '/cases?limit=25'))),
    ...(await timed('search', (index) => call(agent, 'GET', `/cases?q=Bench%20${index}`))),
  ];
}
