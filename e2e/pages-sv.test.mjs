import { testPages } from './pages.mjs';

testPages('sv');
