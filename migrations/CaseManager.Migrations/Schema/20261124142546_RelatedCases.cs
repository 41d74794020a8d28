using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class RelatedCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergedInto",
                schema: "cases",
                table: "cases",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "same_person",
                schema: "cases",
                columns: table => new
                {
                    FirstId = table.Column<Guid>(type: "uuid", nullable: false),
                    SecondId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_same_person", x => new { x.FirstId, x.SecondId });
                });

            migrationBuilder.CreateTable(
                name: "tags",
                schema: "cases",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Tag = table.Column<byte[]>(type: "bytea", nullable: false),
                    Epoch = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tags", x => new { x.CaseId, x.Tag });
                });

            migrationBuilder.CreateIndex(
                name: "IX_cases_MergedInto",
                schema: "cases",
                table: "cases",
                column: "MergedInto",
                filter: "\"MergedInto\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_same_person_SecondId",
                schema: "cases",
                table: "same_person",
                column: "SecondId");

            migrationBuilder.CreateIndex(
                name: "IX_tags_Tag",
                schema: "cases",
                table: "tags",
                column: "Tag");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "same_person",
                schema: "cases");

            migrationBuilder.DropTable(
                name: "tags",
                schema: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_MergedInto",
                schema: "cases",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "MergedInto",
                schema: "cases",
                table: "cases");
        }
    }
}
