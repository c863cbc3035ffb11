"""What a lesson page costs the server, for forty phones at once, in CPU seconds and memory.

    python -m tests.measure.lesson_pages

A server of its own is started, each of forty clients opens the first page, a lesson with
its styles and scripts, and asks for the class's state as a phone does; three rounds.
"""

import statistics
from concurrent.futures import ThreadPoolExecutor

import psutil

from tests.classroom.people import Phone, Trainer
from tests.server.running import Running
from tests.server.test_page_weight import LINKED

PHONES, ROUNDS = 40, 3


def main():
    """Measure and print."""
    with Running() as running:
        server = psutil.Process(running.process.pid)
        trainer = Trainer(running)
        trainer.open_class()
        with ThreadPoolExecutor(PHONES) as pool:
            phones = list(
                pool.map(lambda n: Phone(running, trainer.code, f"คน {n}", "1"), range(PHONES))
            )

            def cost(path, times=1):
                """Return CPU milliseconds for each phone."""
                spent = []
                for _ in range(ROUNDS):
                    before = sum(server.cpu_times()[:2])
                    list(pool.map(lambda phone: [phone.get(path) for _ in range(times)], phones))
                    spent.append((sum(server.cpu_times()[:2]) - before) / PHONES / times * 1000)
                return statistics.median(spent)

            lesson = phones[0].get("lessons/06-true-interest")
            files = set(LINKED.findall(lesson.text))
            print(f"lesson page: {cost('lessons/06-true-interest'):.1f} ms of CPU for each phone")
            print(f"its {len(files)} files: {sum(cost(file) for file in files):.1f} ms")
            print(f"class page: {cost('class'):.1f} ms")
            print(f"class state, asked every 5 s: {cost('class/state', 5):.2f} ms")
        memory = server.memory_info().rss / 1e6
        print(f"server's memory: {memory:.0f} MB, kernels: {running.kernels()}")


if __name__ == "__main__":
    main()
