import layout from './layout.module.css';
import { Loading } from './states.tsx';

export function PageLoading() {
  return (
    <div className={layout.page}>
      <Loading lines={5} />
    </div>
  );
}
