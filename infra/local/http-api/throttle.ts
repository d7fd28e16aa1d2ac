/** A token bucket, as API Gateway throttles a stage: `rate` requests a second, bursts of up to `burst`. */
export const createThrottle = (
  { rate, burst }: { rate: number; burst: number },
  now: () => number = () => performance.now(),
): (() => boolean) => {
  let tokens = burst;
  let last = now();
  return () => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - last) / 1000) * rate);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};
