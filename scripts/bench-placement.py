#!/usr/bin/env python3
"""Placement beside HiGHS on the same instances: same optimum, how many times faster.

Usage: scripts/bench-placement.py

The instances are the catalogue's: all AWS regions for the 120 largest points of users, all regions for the 150 largest; and
random ones, whose "round trips" are no distances, so that the relaxation has a gap: of these bound and gap are shown, and what
is not closed must not be called proven.
HiGHS runs in an environment of its own: one thread, relative gap 0, costs scaled to at most 10^4 (on tiny costs its absolute
tolerances call placements half as dear again optimal), and only its run() is timed. Ours is timed with the sorting of the
instance.
"""
import json, os, random, statistics, subprocess, sys, tempfile, time, venv

HIGHSPY = "1.15.1"
NUMPY = "2.3.5"
SIZES = [3, 5, 8]
# Random instances: users, regions, how many of them. The last is beyond what branching closes.
RANDOM = [(40, 30, 4), (100, 100, 10), (150, 137, 8)]
# HiGHS gets so long for a random one.
SECONDS = 20
# How many times faster: at least, and for the largest instance.
LEAST, LEAST_OF_LARGEST = 50, 10
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def highs(problem, size, limit=None):
    """Seconds of run(), the regions, their mean, and a bound below the best mean: the optimum unless the time is limited."""
    import highspy
    import numpy as np

    groups = len(problem["weights"])
    cost = np.array(problem["latency_ms"]).reshape(groups, -1) * np.array(problem["weights"])[:, None]
    regions = cost.shape[1]
    scale = 1e4 / cost.max()
    model = highspy.Highs()
    if limit:
        model.setOptionValue("time_limit", float(limit))
    for option, value in [("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)]:
        model.setOptionValue(option, value)
    lp = highspy.HighsLp()
    cells = groups * regions
    lp.num_col_, lp.num_row_ = cells + regions, groups + cells + 1
    lp.col_cost_ = np.concatenate([(cost * scale).ravel(), np.zeros(regions)])
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.ones(lp.num_col_)
    lp.integrality_ = [highspy.HighsVarType.kContinuous] * cells + [highspy.HighsVarType.kInteger] * regions
    lp.row_lower_ = np.concatenate([np.ones(groups), np.full(cells, -highspy.kHighsInf), [size]])
    lp.row_upper_ = np.concatenate([np.ones(groups), np.zeros(cells), [size]])
    # By rows: every group once; no group where no region is; so many regions.
    starts = np.concatenate([np.arange(groups) * regions, cells + np.arange(cells) * 2, [3 * cells, 3 * cells + regions]])
    pairs = np.stack([np.arange(cells), cells + np.arange(cells) % regions], axis=1).ravel()
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = np.concatenate([np.arange(cells), pairs, cells + np.arange(regions)])
    lp.a_matrix_.value_ = np.concatenate([np.ones(cells), np.tile([1.0, -1.0], cells), np.ones(regions)])
    model.passModel(lp)
    start = time.perf_counter()
    model.run()
    seconds = time.perf_counter() - start
    status, weight = model.getModelStatus(), sum(problem["weights"])
    assert status == highspy.HighsModelStatus.kOptimal or limit, status
    chosen = [j for j, y in enumerate(model.getSolution().col_value[cells:]) if y > 0.5]
    # The value of the regions that it chose, without its tolerances.
    mean = float(cost[:, chosen].min(axis=1).sum() / weight) if chosen else float("inf")
    return seconds, chosen, mean, float(model.getInfo().mip_dual_bound / scale / weight)


def ours(arguments=(), **more):
    """What the example of the core prints."""
    command = [os.path.join(ROOT, "target", "release", "examples", "placement"), *arguments]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, **more).stdout)


def inside():
    """The part that runs where highspy is."""
    is_slow = False
    for problem in ours(["instances"]):
        name, regions, groups = problem["name"], problem["regions"], len(problem["weights"])
        answers = ours(input=json.dumps({**problem, "sizes": SIZES, "rounds": 15}))
        for answer in answers:
            size = answer["n"]
            found = [highs(problem, size) for _ in range(3)]
            theirs, mine = statistics.median(one[0] for one in found) * 1e3, statistics.median(answer["ms"])
            value = found[0][2]
            same = abs(value - answer["mean"]) <= 1e-9 * value and answer["proven"]
            times = theirs / mine
            least = LEAST_OF_LARGEST if (name, size) == ("all", SIZES[-1]) else LEAST
            is_slow |= times < least or not same
            print(f"{name:>4} {regions} x {groups}, N = {size}: ours {mine:8.2f} ms, HiGHS {theirs:8.1f} ms, "
                  f"{times:6.0f} times (at least {least}); mean {answer['mean']:.4f} ms, "
                  f"{'same optimum, proven' if same else f'NOT the same: {value:.9f}'}", flush=True)
    wrong = [not gap(*shape) for shape in RANDOM]
    return 1 if is_slow or any(wrong) else 0


def gap(users, regions, size):
    """A random instance: what is said of it holds beside what HiGHS finds."""
    draw = random.Random(21)
    problem = {"weights": [draw.randint(1, 100) for _ in range(users)],
               "latency_ms": [draw.randint(1, 1000) for _ in range(users * regions)]}
    answer = ours(input=json.dumps({**problem, "sizes": [size], "rounds": 1}))[0]
    seconds, _, theirs, dual = highs(problem, size, SECONDS)
    mean, bound, slack = answer["mean"], answer["lower_bound"], 1e-9 * answer["mean"]
    # No set is below our bound, nor ours below theirs; what is proven is no worse than anything that they found.
    holds = bound <= theirs + slack and dual <= mean + 1e-4 * mean
    if answer["proven"]:
        holds &= mean <= theirs + slack and bound == mean
    else:
        holds &= bound < mean and abs(answer["gap"] - (mean - bound) / mean) < 1e-9
    print(f"random {regions} x {users}, N = {size}: ours {answer['ms'][0]:.0f} ms, mean {mean:.3f}, bound {bound:.3f}, gap "
          f"{answer['gap']:.2%}, {'proven' if answer['proven'] else 'not proven'}; HiGHS after {seconds:.1f} s {theirs:.3f}, "
          f"bound {dual:.3f}; {'consistent' if holds else 'NOT consistent'}", flush=True)
    return holds


def main():
    if os.environ.get("BENCH_PLACEMENT_INSIDE"):
        import highspy
        print(f"HiGHS {highspy.Highs().version()}, one thread")
        return inside()
    subprocess.run(["cargo", "build", "--locked", "--release", "-p", "geode-core", "--example", "placement"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = os.path.join(folder, "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"highspy=={HIGHSPY}", f"numpy=={NUMPY}"], check=True)
        return subprocess.run([python, sys.argv[0]], env={**os.environ, "BENCH_PLACEMENT_INSIDE": "1"}).returncode


if __name__ == "__main__":
    sys.exit(main())
