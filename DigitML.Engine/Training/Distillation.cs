using DigitML.Engine.Numerics;

namespace DigitML;

/// <summary>
/// Learning from a teacher (knowledge distillation: Hinton, Vinyals and Dean, 2015): what other networks say of an image, changed as the learner
/// sees it, takes the place of its label. They tell how sure one can be, and several of them are right more often than one.
/// Set <see cref="TrainingOptions.Distillation"/>.
/// </summary>
/// <remarks>
/// What is learnt is softmax of the mean of the teachers' logits, as the networks give them, before any calibration: teachers that have learnt with
/// smoothed labels teach smoothed ones.
/// </remarks>
/// <example><code>
/// var distillation = new Distillation { Teacher = DigitClassifier.Load("large.safetensors") };
/// TrainingResult small = new CnnTrainer(Presets.Fast with { Distillation = distillation }).Fit(data.Train, data.Validation);
/// </code></example>
public sealed record Distillation
{
    // Beside the streams of random numbers that a training draws from its seed.
    private const ulong SeedStream = 4;

    /// <summary>
    /// Who teaches: a network or several (<see cref="Ensemble.Combine"/>), which look at the learner's view of an image alone, whatever their
    /// <see cref="Ensemble.TestTimeAugmentations"/>. Null, the default, trains <see cref="TeacherPresets"/> first.
    /// </summary>
    public Ensemble? Teacher { get; init; }

    /// <summary>
    /// How the teachers are trained when there is no <see cref="Teacher"/>: a recipe each, in this order, on the images that the learner gets, with
    /// its threads, class weights and model to start from. Their seeds follow from the learner's.
    /// </summary>
    public IReadOnlyList<TrainingOptions> TeacherPresets { get; init; } = [];

    /// <summary>Share of the target that the teacher gives, more than 0 and at most 1, the default; the label gives the rest.</summary>
    public float TeacherWeight { get; init; } = 1;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="DigitMLException">One is out of range; the message says which and what is wanted.</exception>
    internal void Validate()
    {
        Setting.Require(TeacherWeight is > 0 and <= 1, "The teacher's share", TeacherWeight, "more than 0 and at most 1");
        if (TeacherPresets is null || (Teacher is null && TeacherPresets.Count == 0))
        {
            throw new DigitMLException("The distillation has neither a teacher nor recipes to train some by; set Teacher or Recipes.");
        }

        foreach (TrainingOptions recipe in TeacherPresets) { recipe.Validate(); }
    }

    /// <summary>The same with recipes that fit a set's image size and number of classes.</summary>
    internal Distillation AdaptTo(ImageSet images) => this with { TeacherPresets = [.. TeacherPresets.Select(recipe => recipe.AdaptTo(images))] };

    /// <summary>The same with a teacher: the one that is set, which must fit, or those of the recipes, which are trained here.</summary>
    /// <param name="learner">The learner's options.</param>
    /// <param name="training">What they learn from.</param>
    /// <param name="validation">What they are measured by; null for nothing.</param>
    /// <param name="callbacks">Told of each epoch.</param>
    /// <param name="cancellationToken">Ends it within a step.</param>
    /// <exception cref="DigitMLException">The teacher doesn't fit the images.</exception>
    internal Distillation WithTeacher(
        TrainingOptions learner, ImageSet training, ImageSet? validation, IReadOnlyList<TrainingCallback> callbacks,
        CancellationToken cancellationToken)
    {
        if (Teacher is not null)
        {
            CheckFits(Teacher, training);
            return this;
        }

        IEnumerable<TrainingOptions> recipes = TeacherPresets.Select((recipe, teacher) =>
            recipe.AsPartOf(learner, new RandomStream(learner.Seed, SeedStream, (ulong)teacher).NextUInt64()));
        List<TrainingResult> teachers = new EnsembleTrainer([.. recipes]).TrainEach(
            training, validation, [new TeacherReport(TeacherPresets.Count, callbacks)], cancellationToken);
        return this with { Teacher = Ensemble.Combine([.. teachers.Select(teacher => teacher.Ensemble)]) };
    }

    private static void CheckFits(Ensemble teacher, ImageSet images)
    {
        string size = $"{images.Height}x{images.Width}";
        if (teacher.Size != size)
        {
            throw new DigitMLException(
                $"The teacher takes images of {teacher.Size} pixels and the training images have {size}: they must be equal.");
        }

        if (!teacher.LabelNames.SequenceEqual(images.LabelNames))
        {
            throw new DigitMLException(
                $"The teacher has the labels {string.Join(' ', teacher.LabelNames)} and the training images {string.Join(' ', images.LabelNames)}: " +
                "they must be the same in the same order.");
        }
    }

    /// <summary>Tells the learner's callbacks of its teachers.</summary>
    private sealed class TeacherReport(int teachers, IReadOnlyList<TrainingCallback> callbacks) : TrainingCallback
    {
        private int _teacher;

        public override void OnTrainBegin(TrainingContext context) => _teacher++;

        public override void OnEpochEnd(TrainingContext context, EpochMetrics metrics)
        {
            var epoch = new TeacherEpoch(_teacher, teachers, context.Options.Epochs, metrics);
            foreach (TrainingCallback callback in callbacks) { callback.OnTeacherEpochEnd(epoch); }
        }
    }
}
