using System.Runtime.InteropServices;

namespace Troth.Import.Storing;

/// <summary>
/// The few SQLite calls that are made a dozen times a row. Straight calls cost half of what the packages' do, which guard a handle at
/// each; they never call back and never block, so the garbage collector need not be told either.
/// </summary>
internal static unsafe partial class NativeSqlite
{
    public const int Done = 101;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    public static partial int Bind(nint statement, int index, long value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    public static partial int BindNull(nint statement, int index);

    /// <summary>The bytes must stay where they are until the step: nothing is copied.</summary>
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_blob"), SuppressGCTransition]
    public static partial int BindBlob(nint statement, int index, byte* value, int length, nint keep);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_text"), SuppressGCTransition]
    public static partial int BindText(nint statement, int index, byte* value, int length, nint keep);
}
