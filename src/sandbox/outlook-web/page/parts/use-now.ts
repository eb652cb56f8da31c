import { useEffect, useState } from 'react';

/** The time in epoch milliseconds, once a minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => {
      setNow(Date.now());
    }, 60_000);
    return () => {
      clearInterval(ticking);
    };
  }, []);
  return now;
}
