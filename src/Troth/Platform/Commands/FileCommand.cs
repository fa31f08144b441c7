using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace Troth.Platform.Commands;

/// <summary>A command that works on the files it is given and needs no database: it runs where it was typed, whether a server runs or not.</summary>
[SuppressMessage("Design", "CA1010", Justification = "The library's Command is a collection only so that it can be written with an initialiser.")]
[SuppressMessage("Naming", "CA1710", Justification = "The library's commands are not called collections.")]
public sealed class FileCommand(string name, string description) : Command(name, description);
