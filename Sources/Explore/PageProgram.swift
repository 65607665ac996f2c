internal import Reports

/// The one script of the page: what a hand moves goes to the server, figures come back.
///
/// While one quick answer is under way the newest state waits for it, so that pictures follow a moving hand; a careful
/// answer is given up as soon as the hand moves on.
enum PageProgram {
  static let text = "'use strict';\n" + [PageParts.pointing, state, asking, hands].joined(separator: "\n")

  /// Controls, and the state of the page as the link has it.
  private static let state = """
    const byId = id => document.getElementById(id);
    const controls = [...document.querySelectorAll('[data-control]')];
    const boxes = [...document.querySelectorAll('[data-shown]')];
    const shown = () => [...new Set(boxes.map(box => box.value))].join(',');
    const firstShown = shown();
    const isSwitch = control => control.type === 'checkbox';
    const standard = control => control.dataset.standard;
    const isMoved = control => control.dataset.value !== standard(control);
    const write = (control, value) => {
      control.dataset.value = value;
      if (isSwitch(control)) control.checked = value === '1'; else control.value = value;
      const unit = control.dataset.unit, box = control.closest('.control');
      const number = String(Number(Number(value).toFixed(Number(control.dataset.places || 0) + 1)));
      const words = isSwitch(control) ? (value === '1' ? 'on' : 'off')
        : unit === 'share' ? number : number + ' ' + unit;
      box.querySelector('output').textContent = words;
      if (!isSwitch(control)) control.setAttribute('aria-valuetext', words);
      box.querySelector('.back').hidden = !isMoved(control);
    };
    const read = control => {
      if (isSwitch(control)) return control.checked ? '1' : '0';
      const value = Number(control.value), step = Number(control.step);
      if (Math.abs(value - Number(standard(control))) < step / 2) return standard(control);
      return String(Number(value.toFixed(Number(control.dataset.places))));
    };
    const text = () => controls.filter(isMoved).map(one => one.dataset.control + '=' + one.dataset.value)
      .concat(shown() === firstShown ? [] : ['show=' + shown()]).join('&');
    const take = link => {
      const values = new Map(link.split('&').filter(part => part.includes('='))
        .map(part => [part.slice(0, part.indexOf('=')), decodeURIComponent(part.slice(part.indexOf('=') + 1))]));
      for (const control of controls) {
        const value = values.get(control.dataset.control);
        write(control, value === undefined || !/^-?[0-9.]+$/.test(value) ? standard(control) : value);
      }
      const labels = (values.get('show') || firstShown).split(',');
      boxes.forEach((box, place) => { box.value = labels[place] || labels[0]; });
    };
    """

  /// Requests, and what their answers show.
  private static let asking = """
    let running = null, isWaiting = false, timer = 0, answers = 0;
    const tell = words => { byId('status').textContent = words; };
    const draw = (answer, began, care) => {
      const open = [...document.querySelectorAll('#figures details[open]')].map(one => one.closest('figure').id);
      byId('figures').innerHTML = answer.figures.join('');
      document.querySelectorAll('#figures svg[data-spots]').forEach(pointAt);
      for (const id of open) byId(id)?.querySelector('details').setAttribute('open', '');
      byId('sentences').replaceChildren(...answer.sentences.map(sentence => line('li', sentence)));
      byId('text').textContent = answer.text;
      byId('command').textContent = answer.command;
      byId('link').textContent = location.href;
      byId('figures').classList.remove('stale');
      const spent = Math.round(performance.now() - began);
      document.body.dataset.care = care;
      document.body.dataset.milliseconds = spent;
      document.body.dataset.answers = ++answers;
      tell(answer.paths.toLocaleString('en-US') + ' futures in ' + spent + ' ms');
    };
    const send = async care => {
      const own = {care, end: new AbortController()}, began = performance.now();
      let again = 0;
      running = own;
      isWaiting = false;
      try {
        const reply = await fetch(care, {method: 'POST', body: text(), signal: own.end.signal});
        if (reply.status === 409) again = 200;
        else if (!reply.ok) tell('The program refuses this (' + reply.status + ').');
        else {
          const answer = await reply.json();
          if (running === own) draw(answer, began, care);
        }
      } catch (error) {
        if (error.name !== 'AbortError') tell('The program has ended. Start it again for the same page.');
      }
      if (running !== own) return;
      running = null;
      if (isWaiting) send('quick');
      else if (again) timer = setTimeout(() => ask(care), again);
      else if (care === 'quick') timer = setTimeout(() => ask('fine'), 500);
    };
    const ask = care => {
      clearTimeout(timer);
      if (running && running.care === 'quick') { isWaiting = true; return; }
      if (running) running.end.abort();
      send(care);
    };
    """

  /// What hands do: move, choose, go back, copy, save.
  private static let hands = """
    const link = () => (text() ? '#' + text() : location.pathname);
    const moved = isSettled => {
      if (isSettled && '#' + text() !== location.hash && (text() || location.hash))
        history.pushState(null, '', link());
      byId('figures').classList.add('stale');
      ask('quick');
    };
    for (const control of controls) {
      control.addEventListener('input', () => {
        const value = read(control);
        if (value === control.dataset.value) return;
        write(control, value);
        moved(false);
      });
      control.addEventListener('change', () => { write(control, read(control)); moved(true); });
    }
    for (const box of boxes) box.addEventListener('change', () => moved(true));
    for (const button of document.querySelectorAll('[data-back]')) button.addEventListener('click', () => {
      const control = byId(button.dataset.back);
      write(control, standard(control));
      control.focus();
      moved(true);
    });
    byId('all-back').addEventListener('click', () => {
      for (const control of controls) write(control, standard(control));
      moved(true);
    });
    window.addEventListener('popstate', () => { take(location.hash.slice(1)); ask('quick'); });
    for (const button of document.querySelectorAll('[data-copy]')) button.addEventListener('click', async () => {
      const source = byId(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent);
        tell('Copied.');
      } catch {
        getSelection().selectAllChildren(source);
        tell('Selected: copy it with the keyboard.');
      }
    });
    byId('save').addEventListener('click', () => {
      const anchor = document.createElement('a');
      anchor.href = URL.createObjectURL(new Blob([byId('text').textContent], {type: 'text/plain'}));
      anchor.download = byId('save').dataset.name;
      anchor.click();
      URL.revokeObjectURL(anchor.href);
    });
    take(location.hash.slice(1));
    ask('quick');
    """
}
