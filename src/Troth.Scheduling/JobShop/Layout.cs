namespace Troth.Scheduling.JobShop;

/// <summary>
/// The problem as the searches keep it: every operation in a slot, with an empty slot before, between and after the jobs. So the job
/// predecessor of slot x is x − 1 and its successor x + 1, and where there is none an empty slot of duration 0 answers instead of a branch.
/// Slot 0 is empty and stands for "no machine neighbour". Never changed, so threads share it.
/// </summary>
internal sealed class Layout
{
    public Layout(JobShopProblem problem)
    {
        Problem = problem;
        Slots = problem.Operations + problem.Jobs + 1;
        Duration = new int[Slots];
        Machine = new int[Slots];
        Job = new int[Slots];
        JobEnd = new int[problem.Jobs];
        Offset = new int[problem.Machines + 1];
        Array.Fill(Machine, -1);
        for (var j = 0; j < problem.Jobs; j++)
        {
            for (var o = problem.First[j]; o < problem.First[j + 1]; o++)
            {
                var slot = o + j + 1;
                Duration[slot] = problem.Duration[o];
                Machine[slot] = problem.Machine[o];
                Job[slot] = j;
                Offset[problem.Machine[o] + 1]++;
            }

            JobEnd[j] = problem.First[j + 1] + j; // the empty slot before it for a job without operations, which ends at 0
        }

        for (var m = 0; m < problem.Machines; m++) Offset[m + 1] += Offset[m];
        Busiest = 0;
        for (var m = 0; m < problem.Machines; m++) Busiest = Math.Max(Busiest, Offset[m + 1] - Offset[m]);
    }

    public JobShopProblem Problem { get; }

    /// <summary>Operations and empty slots together.</summary>
    public int Slots { get; }

    /// <summary>Per slot its time units; 0 in empty ones.</summary>
    public int[] Duration { get; }

    /// <summary>Per slot its machine; −1 in empty ones.</summary>
    public int[] Machine { get; }

    /// <summary>Per slot its job.</summary>
    public int[] Job { get; }

    /// <summary>Per job the slot of its last operation.</summary>
    public int[] JobEnd { get; }

    /// <summary>Machines + 1 numbers: where each machine's slots begin in a list of sequences, machine after machine.</summary>
    public int[] Offset { get; }

    /// <summary>The most operations a machine has.</summary>
    public int Busiest { get; }

    /// <summary>Random machine sequences, as any order of all operations that keeps to the jobs gives them.</summary>
    public void Shuffle(ref SeededChance chance, Span<int> sequences)
    {
        var jobs = new int[Problem.Operations];
        for (int x = 1, k = 0; x < Slots; x++)
            if (Machine[x] >= 0) jobs[k++] = Job[x];
        for (var k = jobs.Length - 1; k > 0; k--)
        {
            var other = chance.Below(k + 1);
            (jobs[k], jobs[other]) = (jobs[other], jobs[k]);
        }

        var next = new int[Problem.Jobs];
        var filled = new int[Problem.Machines];
        foreach (var j in jobs)
        {
            var slot = Problem.First[j] + j + 1 + next[j]++;
            var m = Machine[slot];
            sequences[Offset[m] + filled[m]++] = slot;
        }
    }
}
